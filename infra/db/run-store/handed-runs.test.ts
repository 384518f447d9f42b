import { expect, it } from 'vitest';
import { decodeHanded, handedChunks, handedText } from './handed-runs';
import type { NewRun } from './insert-runs';

const run = { id: 'r', tenantId: 't', flags: [], dedup: null, replyTo: null } as unknown as NewRun;
const facts = (size: number) => JSON.stringify([{ kind: 'run-started', text: 'ü'.repeat(size) }]);

it('says a run in as many bytes as a notification holds, and nothing of a longer one', () => {
  const text = handedText(run, facts(3000)) ?? '';
  expect(decodeHanded(`{"at":5,"runs":[${text}]}`)).toMatchObject([
    { id: 'r', epoch: 1, startedAt: new Date(5), facts: [{ kind: 'run-started' }] },
  ]);
  expect(handedText(run, facts(3900))).toBeNull();
});

it('puts as many runs into a message as fit', () => {
  const texts = ['a'.repeat(4000), null, 'b'.repeat(3000), 'c'.repeat(900), 'ü'.repeat(3000)];
  expect(handedChunks(texts)).toEqual([0, null, 0, 1, 1]);
});

it('makes nothing of what it does not know', () => {
  for (const payload of ['', '[]', '{"at":"x","runs":[]}', '{"at":1,"runs":[1,{"id":2},{"id":"r"}]}'])
    expect(decodeHanded(payload)).toEqual([]);
});
