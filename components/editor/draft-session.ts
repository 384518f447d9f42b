/**
 * One person's hold on a draft: the document, what of it the server has not confirmed, and the way back after a lost
 * connection or a refusal. At most one update is in flight; what is typed meanwhile goes out as one merged update.
 * Nothing typed offline is lost: it stays in the document and is sent after the next `sync`.
 */
import * as Y from 'yjs';
import type { DraftServerFrame } from '@/core/contracts/draft-sync';
import { fromBase64, toBase64 } from './base64';
import type { SaveState } from './document-store';
import type { DraftConnection, DraftConnectionOptions } from './draft-connection';

export interface DraftSessionOptions {
  connect(handlers: Pick<DraftConnectionOptions, 'onFrame' | 'onConnected'>): DraftConnection;
  /** A document to work on: the first one, or the one that replaces it after a refusal. */
  onDocument(doc: Y.Doc): void;
  onSaveState(state: Exclude<SaveState, 'read-only'>): void;
  /** The server did not take an edit; the document is about to be replaced. */
  onRefused(refusal: { code: string; message: string }): void;
}

export interface DraftSession {
  /** True while something is here that the server has not confirmed. */
  hasUnsaved(): boolean;
  retryNow(): void;
  close(): void;
}

/** Origin of updates that came from the server; they are never sent back and never undone. */
export const REMOTE_ORIGIN = 'remote';

/** Opens the session; `onDocument` follows when the server has sent the draft. */
export function openDraftSession(options: DraftSessionOptions): DraftSession {
  let doc: Y.Doc | null = null;
  let isConnected = false;
  let isSynced = false;
  let lastSent = 0;
  let inFlight: Uint8Array | null = null;
  let waiting: Uint8Array[] = [];

  function report() {
    if (!doc) options.onSaveState('loading');
    else if (!isConnected || !isSynced) options.onSaveState('offline');
    else options.onSaveState(inFlight || waiting.length > 0 ? 'saving' : 'saved');
  }

  function flush() {
    if (inFlight || waiting.length === 0 || !isSynced) return;
    const update = Y.mergeUpdates(waiting);
    if (!connection.send({ t: 'update', n: lastSent + 1, update: toBase64(update) })) return;
    lastSent += 1;
    inFlight = update;
    waiting = [];
  }

  function takeDocument(made: Y.Doc) {
    doc?.destroy();
    doc = made;
    made.on('update', (update: Uint8Array, origin: unknown) => {
      if (origin === REMOTE_ORIGIN || made !== doc) return;
      waiting.push(update);
      flush();
      report();
    });
    options.onDocument(made);
  }

  function receiveSync(update: Uint8Array, replace: boolean) {
    isSynced = true;
    if (replace && doc) {
      doc.destroy();
      doc = null;
      waiting = [];
    }
    if (doc) {
      Y.applyUpdate(doc, update, REMOTE_ORIGIN);
    } else {
      const made = new Y.Doc();
      Y.applyUpdate(made, update, REMOTE_ORIGIN);
      takeDocument(made);
    }
    flush();
  }

  function dropDocument(refusal: { code: string; message: string }) {
    doc?.destroy();
    doc = null;
    inFlight = null;
    waiting = [];
    isSynced = false;
    options.onRefused(refusal);
  }

  function receive(frame: DraftServerFrame) {
    if (frame.t === 'sync') receiveSync(fromBase64(frame.update), frame.replace ?? false);
    else if (frame.t === 'update' && doc) Y.applyUpdate(doc, fromBase64(frame.update), REMOTE_ORIGIN);
    else if (frame.t === 'ack' && frame.n === lastSent) inFlight = null;
    else if (frame.t === 'refused') dropDocument(frame);
    flush();
    report();
  }

  const connection = options.connect({
    onFrame: receive,
    onConnected: (connected) => {
      isConnected = connected;
      isSynced = false;
      lastSent = 0;
      // Its answer was lost with the socket. Sending it again changes nothing where it did arrive.
      if (inFlight) waiting.unshift(inFlight);
      inFlight = null;
      report();
    },
  });

  return {
    hasUnsaved: () => inFlight !== null || waiting.length > 0,
    retryNow: () => connection.retryNow(),
    close: () => {
      connection.close();
      doc?.destroy();
      doc = null;
    },
  };
}
