/** Puts an editor together: its stores, and for a draft the session behind them. */
import type { Permission } from '@/core/access/roles';
import type { RunView } from '@/core/contracts/run-view';
import { applyEdit } from '@/core/draft/apply-edit';
import { createDraftView, type DraftView } from '@/core/draft/draft-view';
import type { DraftEdit, EditOutcome } from '@/core/draft/edit';
import { createUndo, type DraftUndo } from '@/core/draft/undo';
import type { Graph } from '@/core/graph/graph';
import type { Catalog } from '@/core/node-kit/definition';
import { createRunStore } from '@/components/run-view/run-store';
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

/** Origin of this person's edits, and so of their undo history. */
const LOCAL_ORIGIN = 'local';

function editorBase(parts: EditorParts, document: DocumentStore, run: RunView | null) {
  return {
    tenant: parts.tenant,
    workflowId: parts.workflowId,
    catalog: parts.catalog,
    icons: parts.icons,
    permissions: parts.permissions,
    document,
    interaction: createInteractionStore(),
    panels: createPanelsStore(parts.storage),
    run: createRunStore(run),
    newId: (prefix: string) => `${prefix}-${parts.randomId()}`,
  };
}

/** An editor that only shows: a graph as it was, with a run over it. */
export function createViewer(parts: EditorParts, graph: Graph, run: RunView | null): Editor {
  const document = createDocumentStore({ graph, saveState: 'read-only', readOnly: true });
  return {
    ...editorBase(parts, document, run),
    apply: () => REFUSED,
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
  session: DraftSession;
  close(): void;
}

export interface DraftEditorOptions {
  connect(handlers: Pick<DraftConnectionOptions, 'onFrame' | 'onConnected'>): DraftConnection;
  onRefused(refusal: { code: string; message: string }): void;
}

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

/** An editor of a draft, connected to the server. */
export function createDraftEditor(parts: EditorParts, options: DraftEditorOptions): DraftEditor {
  const canWrite = parts.permissions.includes('workflow:write');
  const document = createDocumentStore({ readOnly: true });
  let open: OpenDocument | null = null;

  const session = openDraftSession({
    connect: options.connect,
    onDocument: (doc) => {
      open?.view.destroy();
      open?.undo.destroy();
      open = openDocument(doc, document);
      document.setState({ readOnly: !canWrite });
    },
    onSaveState: (state) => {
      document.setState({
        saveState: canWrite || state === 'loading' || state === 'offline' ? state : 'read-only',
      });
    },
    onRefused: options.onRefused,
  });

  const apply = (edit: DraftEdit): EditOutcome => {
    if (!open || document.getState().readOnly) return REFUSED;
    return applyEdit(open.doc, edit, LOCAL_ORIGIN);
  };

  return {
    editor: {
      ...editorBase(parts, document, null),
      apply,
      endGesture: () => open?.undo.seal(),
      undo: () => void open?.undo.undo(),
      redo: () => void open?.undo.redo(),
    },
    session,
    close: () => {
      open?.view.destroy();
      open?.undo.destroy();
      session.close();
    },
  };
}
