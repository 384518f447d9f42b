/** Puts an editor together: its stores, and for a draft the session behind them. */
import type { Permission } from '@/core/access/roles';
import type { RunView } from '@/core/contracts/run-view';
import { applyEdit } from '@/core/draft/apply-edit';
import { createDraftView, type DraftView } from '@/core/draft/draft-view';
import type { EditOutcome } from '@/core/draft/edit';
import { createUndo, type DraftUndo } from '@/core/draft/undo';
import type { Graph } from '@/core/graph/graph';
import type { Catalog } from '@/core/node-kit/definition';
import { createRunStore } from '@/components/run-view/run-store';
import type { ProblemTexts } from '@/components/texts/problem-text';
import type * as Y from 'yjs';
import type { DraftConnectionOptions, DraftConnection } from './draft-connection';
import { openDraftSession, type DraftSession } from './draft-session';
import { createDocumentStore, type DocumentStore } from './document-store';
import type { Editor } from './editor-context';
import { createInteractionStore } from './interaction-store';
import { createPanelsStore, type KeyValueStorage } from './panels-store';

export interface EditorParts {
  tenant: string;
  workflowId: string;
  catalog: Catalog;
  icons: Readonly<Record<string, string>>;
  permissions: readonly Permission[];
  texts: ProblemTexts;
  storage: KeyValueStorage | null;
  /** A fresh random text of letters and digits. */
  randomId(): string;
}

const REFUSED: EditOutcome = {
  done: false,
  problem: {
    code: 'draft.read-only',
    severity: 'error',
    nodeId: null,
    path: '',
    message: 'This workflow is open for reading only.',
  },
};

/** A refused edit, in the person's language. */
function translated(outcome: EditOutcome, texts: ProblemTexts): EditOutcome {
  return outcome.done ? outcome : { done: false, problem: texts.problem(outcome.problem) };
}

/** Origin of this person's edits, and so of their undo history. */
const LOCAL_ORIGIN = 'local';

function editorBase(parts: EditorParts, document: DocumentStore, run: RunView | null) {
  return {
    tenant: parts.tenant,
    workflowId: parts.workflowId,
    catalog: parts.catalog,
    icons: parts.icons,
    permissions: parts.permissions,
    texts: parts.texts,
    document,
    interaction: createInteractionStore(),
    panels: createPanelsStore(parts.storage),
    run: createRunStore(run, parts.texts),
    newId: (prefix: string) => `${prefix}-${parts.randomId()}`,
  };
}

/** An editor that only shows: a graph as it was, with a run over it. */
export function createViewer(parts: EditorParts, graph: Graph, run: RunView | null): Editor {
  const document = createDocumentStore({ graph, saveState: 'read-only', readOnly: true });
  return {
    ...editorBase(parts, document, run),
    apply: () => translated(REFUSED, parts.texts),
    endGesture: () => {},
    undo: () => {},
    redo: () => {},
  };
}

interface OpenDocument {
  doc: Y.Doc;
  view: DraftView;
  undo: DraftUndo;
}

export interface DraftEditor {
  editor: Editor;
  /** Connects; gives the function that ends the connection. */
  open(): () => void;
  /** True while something is here that the server has not confirmed. */
  hasUnsaved(): boolean;
  retryNow(): void;
}

type Connect = (handlers: Pick<DraftConnectionOptions, 'onFrame' | 'onConnected'>) => DraftConnection;

/** Shows a document in the store until it is replaced. */
function openDocument(doc: Y.Doc, store: DocumentStore): OpenDocument {
  const view = createDraftView(doc);
  const undo = createUndo(doc, LOCAL_ORIGIN);
  const showGraph = () => store.setState({ graph: view.current().graph });
  const showUndo = () => store.setState({ canUndo: undo.canUndo(), canRedo: undo.canRedo() });
  view.subscribe(showGraph);
  undo.subscribe(showUndo);
  showGraph();
  showUndo();
  return { doc, view, undo };
}

/** An editor of a draft; it shows nothing until it was opened and the server has sent the draft. */
export function createDraftEditor(parts: EditorParts, connect: Connect): DraftEditor {
  const canWrite = parts.permissions.includes('workflow:write');
  const document = createDocumentStore({ readOnly: true });
  let shown: OpenDocument | null = null;
  let session: DraftSession | null = null;

  function hide() {
    shown?.view.destroy();
    shown?.undo.destroy();
    shown = null;
  }

  function open() {
    const made = openDraftSession({
      connect,
      onDocument: (doc) => {
        hide();
        shown = openDocument(doc, document);
        document.setState({ readOnly: !canWrite });
      },
      onSaveState: (state) => {
        document.setState({
          saveState: !canWrite && (state === 'saved' || state === 'saving') ? 'read-only' : state,
        });
      },
      onRefused: ({ code, message }) =>
        document.setState({ refusal: parts.texts.problem({ code, message }) }),
    });
    session = made;
    return () => {
      session = null;
      hide();
      made.close();
    };
  }

  return {
    editor: {
      ...editorBase(parts, document, null),
      apply: (edit) =>
        translated(
          !shown || document.getState().readOnly ? REFUSED : applyEdit(shown.doc, edit, LOCAL_ORIGIN),
          parts.texts,
        ),
      endGesture: () => shown?.undo.seal(),
      undo: () => void shown?.undo.undo(),
      redo: () => void shown?.undo.redo(),
    },
    open,
    hasUnsaved: () => session?.hasUnsaved() ?? false,
    retryNow: () => session?.retryNow(),
  };
}
