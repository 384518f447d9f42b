/**
 * What the server does with bytes from a browser: apply them to a copy, read the result, and only then call it the
 * draft. Whatever the bytes are, the answer is a value.
 */
import * as Y from 'yjs';
import { MAX_DRAFT_UPDATE_BYTES } from '@/core/contracts/draft-sync';
import type { DraftNotice } from '@/core/contracts/draft-sync';
import type { Graph } from '@/core/contracts/portable-workflow';
import type { Problem } from '@/core/errors/problem';
import type { ProblemCode } from '@/core/errors/problem-codes';
import { checkSize } from './check-size';
import { ROOT_NAMES } from './layout';
import { projectDraft } from './project-draft';

/** Longest document kept, history included. */
export const MAX_DRAFT_BYTES = 24_000_000;

export type DraftUpdateResult =
  | { ok: true; state: Uint8Array; graph: Graph; notices: readonly DraftNotice[]; changed: boolean }
  | { ok: false; problem: Problem };

/** The state after an update, or why it is refused. Neither argument is changed. */
export function applyDraftUpdate(state: Uint8Array, update: Uint8Array): DraftUpdateResult {
  if (update.length > MAX_DRAFT_UPDATE_BYTES) {
    return refuse(
      'draft.update-too-big',
      'This change is too big to be saved at once. Paste or type less at a time.',
    );
  }
  const doc = new Y.Doc();
  try {
    Y.applyUpdate(doc, state);
    const before = doc.getSubdocs().size;
    let changed = false;
    doc.on('update', () => (changed = true));
    Y.applyUpdate(doc, update);
    if (doc.store.pendingStructs !== null || doc.store.pendingDs !== null) {
      return refuse(
        'draft.update-incomplete',
        'This change builds on edits that were not saved. The editor loads anew.',
      );
    }
    if (doc.getSubdocs().size !== before || hasUnknownRoots(doc)) {
      return refuse('draft.update-foreign', 'This change holds something that is not part of a workflow.');
    }
    return accept(doc, changed);
  } catch {
    // Yjs throws plain errors at bytes that are no update.
    return refuse('draft.update-unreadable', 'This change could not be read. The editor loads anew.');
  } finally {
    doc.destroy();
  }
}

function accept(doc: Y.Doc, changed: boolean): DraftUpdateResult {
  const { graph, notices, problems } = projectDraft(doc);
  const problem = problems[0] ?? checkSize(graph);
  if (problem) return { ok: false, problem };
  const state = Y.encodeStateAsUpdate(doc);
  if (state.length > MAX_DRAFT_BYTES) {
    return refuse(
      'draft.too-big',
      'The draft and its history are too big. Duplicate the workflow and go on in the copy.',
    );
  }
  return { ok: true, state, graph, notices, changed };
}

function hasUnknownRoots(doc: Y.Doc): boolean {
  const known: ReadonlySet<string> = new Set(ROOT_NAMES);
  return [...doc.share.keys()].some((name) => !known.has(name));
}

/** A document from stored bytes. */
export function loadDraft(state: Uint8Array): Y.Doc {
  const doc = new Y.Doc();
  Y.applyUpdate(doc, state);
  return doc;
}

function refuse(code: ProblemCode, message: string): DraftUpdateResult {
  return { ok: false, problem: { code, severity: 'error', nodeId: null, path: '', message } };
}
