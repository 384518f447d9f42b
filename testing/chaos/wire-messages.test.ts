import { describe, expect, it } from 'vitest';
import { createCommitWatch, createMessageSplitter, type WireMessage } from './wire-messages';

function frame(type: string, ...parts: (string | Buffer)[]): Buffer {
  const body = Buffer.concat(
    parts.map((part) => (typeof part === 'string' ? Buffer.from(`${part}\0`) : part)),
  );
  const length = Buffer.alloc(4);
  length.writeInt32BE(body.length + 4);
  return Buffer.concat([Buffer.from(type), length, body]);
}

const message = (type: string, ...parts: (string | Buffer)[]): WireMessage => ({
  type,
  bytes: frame(type, ...parts),
});
const READY = { idle: message('Z', Buffer.from('I')), inTransaction: message('Z', Buffer.from('T')) };

describe('createMessageSplitter', () => {
  const stream = Buffer.concat([frame('', 'user', 'someone'), frame('Q', 'commit'), frame('S')]);

  it('finds the same messages wherever the stream is cut', () => {
    for (let size = 1; size <= stream.length; size += 1) {
      const split = createMessageSplitter({ opens: true });
      const found: WireMessage[] = [];
      for (let at = 0; at < stream.length; at += size) found.push(...split(stream.subarray(at, at + size)));
      expect(found.map(({ type }) => type)).toEqual(['', 'Q', 'S']);
      expect(Buffer.concat(found.map(({ bytes }) => bytes)).equals(stream)).toBe(true);
    }
  });
});

describe('createCommitWatch', () => {
  it('knows the word itself', () => {
    const watch = createCommitWatch();
    expect(watch.sees(message('Q', 'COMMIT'))).toBe('commit');
    expect(watch.sees(message('Q', 'select 1'))).toBeNull();
  });

  it('knows a prepared statement that writes, each time it is run', () => {
    const watch = createCommitWatch();
    expect(watch.sees(message('P', 'flush', 'with x as (delete from run_live) select 1'))).toBeNull();
    expect(watch.sees(message('P', 'look', 'select 1'))).toBeNull();
    for (let times = 0; times < 2; times += 1) {
      expect(watch.sees(message('B', '', 'flush'))).toBe('flush');
      expect(watch.sees(message('B', '', 'look'))).toBeNull();
      watch.hears(READY.idle);
    }
  });

  it('takes a write inside a transaction for no commit', () => {
    const watch = createCommitWatch();
    watch.sees(message('P', 'flush', 'update run_live set seq = 1'));
    watch.hears(READY.inTransaction);
    expect(watch.sees(message('B', '', 'flush'))).toBeNull();
    watch.hears(READY.idle);
    expect(watch.sees(message('B', '', 'flush'))).toBe('flush');
  });
});
