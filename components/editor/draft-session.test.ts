import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import type { DraftClientFrame, DraftServerFrame } from '@/core/contracts/draft-sync';
import { fromBase64, toBase64 } from './base64';
import { openDraftSession } from './draft-session';

/** The server's side of the wire, played by hand: a document and the frames it was sent. */
function play() {
  const server = new Y.Doc();
  const sent: DraftClientFrame[] = [];
  const states: string[] = [];
  const refusals: string[] = [];
  const docs: Y.Doc[] = [];
  let online = true;
  let handlers = { onFrame: (_frame: DraftServerFrame) => {}, onConnected: (_connected: boolean) => {} };
  const session = openDraftSession({
    connect: (given) => {
      handlers = given;
      return { send: (frame) => online && sent.push(frame) > 0, retryNow: () => {}, close: () => {} };
    },
    onDocument: (doc) => docs.push(doc),
    onSaveState: (state) => states.push(state),
    onRefused: (refusal) => refusals.push(refusal.code),
  });
  const sync = () =>
    handlers.onFrame({ t: 'sync', update: toBase64(Y.encodeStateAsUpdate(server)), revision: 1 });
  const take = (frame: DraftClientFrame | undefined) => {
    if (!frame) throw new Error('nothing was sent');
    Y.applyUpdate(server, fromBase64(frame.update));
    handlers.onFrame({ t: 'ack', n: frame.n, revision: 2 });
  };
  const set = (key: string, value: string) => docs.at(-1)?.getMap('m').set(key, value);
  const cut = () => {
    online = false;
    handlers.onConnected(false);
  };
  const connect = () => {
    online = true;
    handlers.onConnected(true);
  };
  return {
    server,
    sent,
    states,
    refusals,
    docs,
    session,
    sync,
    take,
    set,
    cut,
    connect,
    frame: (f: DraftServerFrame) => handlers.onFrame(f),
  };
}

describe('a draft session', () => {
  it('takes a document that stands alone in place of its own, without merging', () => {
    const wire = play();
    wire.connect();
    wire.server.getMap('m').set('old', '1');
    wire.sync();
    const other = new Y.Doc();
    other.getMap('m').set('new', '2');
    const update = toBase64(Y.encodeStateAsUpdate(other));
    wire.frame({ t: 'sync', update, revision: 2, replace: true });
    expect(wire.docs.at(-1)?.getMap('m').toJSON()).toEqual({ new: '2' });
    expect(wire.refusals).toEqual([]);
  });

  it('sends one update at a time and merges what is typed meanwhile', () => {
    const wire = play();
    wire.connect();
    wire.sync();
    wire.set('a', '1');
    wire.set('b', '2');
    wire.set('c', '3');
    expect(wire.sent.map((frame) => frame.n)).toEqual([1]);
    wire.take(wire.sent[0]);
    expect(wire.sent.map((frame) => frame.n)).toEqual([1, 2]);
    wire.take(wire.sent[1]);
    expect(wire.server.getMap('m').toJSON()).toEqual({ a: '1', b: '2', c: '3' });
    expect(wire.states.at(-1)).toBe('saved');
    expect(wire.session.hasUnsaved()).toBe(false);
  });

  it('keeps what was typed offline, and what was never confirmed, and sends it after the next sync', () => {
    const wire = play();
    wire.connect();
    wire.sync();
    wire.set('unconfirmed', 'x');
    wire.cut();
    wire.set('offline', 'y');
    expect(wire.states.at(-1)).toBe('offline');
    wire.server.getMap('m').set('theirs', 'z');
    wire.connect();
    expect(wire.sent).toHaveLength(1);
    wire.sync();
    wire.take(wire.sent[1]);
    expect(wire.server.getMap('m').toJSON()).toEqual({ unconfirmed: 'x', offline: 'y', theirs: 'z' });
    expect(wire.docs.at(-1)?.getMap('m').toJSON()).toEqual(wire.server.getMap('m').toJSON());
    expect(wire.states.at(-1)).toBe('saved');
  });

  it('drops its document when the server refuses, says so, and takes the one that follows', () => {
    const wire = play();
    wire.connect();
    wire.sync();
    wire.set('bad', 'x');
    wire.frame({ t: 'refused', n: 1, code: 'access.forbidden', message: 'No.' });
    expect(wire.refusals).toEqual(['access.forbidden']);
    wire.sync();
    expect(wire.docs).toHaveLength(2);
    expect(wire.docs[1]?.getMap('m').toJSON()).toEqual({});
    expect(wire.session.hasUnsaved()).toBe(false);
  });

  it('shows what others write and never sends it back', () => {
    const wire = play();
    wire.connect();
    wire.sync();
    wire.server.getMap('m').set('theirs', 'z');
    wire.frame({ t: 'update', update: toBase64(Y.encodeStateAsUpdate(wire.server)), revision: 2, by: 'u2' });
    expect(wire.docs[0]?.getMap('m').get('theirs')).toBe('z');
    expect(wire.sent).toEqual([]);
  });
});
