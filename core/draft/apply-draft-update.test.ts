import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { portableWorkflowSchema } from '@/core/contracts/portable-workflow';
import { randomCases } from '@/testing/random-cases';
import { applyDraftUpdate, loadDraft } from './apply-draft-update';
import { applyEdit } from './apply-edit';
import { docFromGraph, encodeDraft } from './doc-from-graph';
import { projectDraft } from './project-draft';

const graph = portableWorkflowSchema.parse({
  format: 'heddle.workflow/1',
  name: 'W',
  nodes: [{ id: 'a', type: 'no-op', name: 'A', position: { x: 0, y: 0 } }],
});
const stored = encodeDraft(docFromGraph(graph));

/** What a browser that does whatever it likes would send. */
function hostile(change: (doc: Y.Doc) => void): Uint8Array {
  const doc = loadDraft(stored);
  const before = Y.encodeStateVector(doc);
  change(doc);
  return Y.encodeStateAsUpdate(doc, before);
}

function codeOf(update: Uint8Array): string {
  const result = applyDraftUpdate(stored, update);
  return result.ok ? 'ok' : result.problem.code;
}

const nodeA = (doc: Y.Doc) => doc.getMap('nodes').get('a') as Y.Map<unknown>;

describe('applyDraftUpdate', () => {
  it('takes a named edit', () => {
    const update = hostile((doc) => applyEdit(doc, { kind: 'set-workflow-name', name: 'New' }, 'me'));
    expect(applyDraftUpdate(stored, update)).toMatchObject({
      ok: true,
      changed: true,
      graph: { name: 'New' },
    });
  });

  it('says when nothing changed', () => {
    expect(applyDraftUpdate(stored, stored)).toMatchObject({ ok: true, changed: false });
  });

  it.each<[string, string, (doc: Y.Doc) => void]>([
    ['another root', 'draft.update-foreign', (doc) => doc.getMap('evil').set('a', 1)],
    ['a document inside', 'draft.update-foreign', (doc) => nodeA(doc).set('doc', new Y.Doc())],
    ['a node that is a number', 'draft.unreadable', (doc) => doc.getMap('nodes').set('b', 7)],
    ['an unknown key', 'draft.unreadable', (doc) => nodeA(doc).set('evil', 1)],
    ['bytes', 'draft.unreadable', (doc) => nodeA(doc).set('parameters', new Uint8Array(3))],
    ['no number', 'draft.unreadable', (doc) => nodeA(doc).set('position', { x: Number.NaN, y: 0 })],
    [
      'a reserved id',
      'draft.unreadable',
      (doc) => doc.getMap('edges').set('__proto__', { source: 'a', target: 'a' }),
    ],
    [
      'a prototype key',
      'draft.unreadable',
      (doc) => nodeA(doc).set('parameters', new Y.Map([['__proto__', 1]])),
    ],
    ['no name', 'draft.unreadable', (doc) => doc.getMap('workflow').delete('name')],
    ['a long name', 'draft.unreadable', (doc) => nodeA(doc).set('name', 'x'.repeat(121))],
    ['wrong pinned data', 'draft.unreadable', (doc) => doc.getMap('pinned').set('a', [{ json: 1 }])],
    [
      'a value too deep',
      'draft.unreadable',
      (doc) => {
        let map = nodeA(doc).get('parameters') as Y.Map<unknown>;
        for (let depth = 0; depth < 150; depth += 1) {
          map.set('d', new Y.Map());
          map = map.get('d') as Y.Map<unknown>;
        }
      },
    ],
    [
      'too many nodes',
      'graph.too-many',
      (doc) => {
        const template = { order: 1, type: 'no-op', typeVersion: 1, position: { x: 0, y: 0 } };
        for (let index = 0; index <= 5000; index += 1) {
          const entry = { ...template, name: `N${index}`, parameters: {}, settings: {}, credentials: {} };
          doc.getMap('nodes').set(`n${index}`, new Y.Map(Object.entries(entry)));
        }
      },
    ],
  ])('refuses %s', (_what, code, change) => {
    expect(codeOf(hostile(change))).toBe(code);
  });

  it('refuses an update that builds on something we never saw', () => {
    const doc = loadDraft(stored);
    applyEdit(doc, { kind: 'set-workflow-name', name: 'One' }, 'me');
    const known = Y.encodeStateVector(doc);
    applyEdit(doc, { kind: 'set-workflow-name', name: 'Two' }, 'me');
    expect(codeOf(Y.encodeStateAsUpdate(doc, known))).toBe('draft.update-incomplete');
  });

  it('answers any bytes with a value, and never with a graph that cannot be read', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        const result = applyDraftUpdate(stored, bytes);
        if (result.ok) expect(projectDraft(loadDraft(result.state)).problems).toEqual([]);
        else expect(result.problem.message).not.toBe('');
      }),
      { numRuns: randomCases(300) },
    );
  });

  it('answers damaged updates with a value', () => {
    const good = hostile((doc) =>
      applyEdit(doc, { kind: 'set-parameter', nodeId: 'a', path: ['p'], value: 'xyz' }, 'm'),
    );
    fc.assert(
      fc.property(fc.nat({ max: good.length - 1 }), fc.nat({ max: 255 }), (at, byte) => {
        const damaged = Uint8Array.from(good);
        damaged[at] = byte;
        const result = applyDraftUpdate(stored, damaged);
        if (result.ok) expect(projectDraft(loadDraft(result.state)).problems).toEqual([]);
      }),
      { numRuns: randomCases(500) },
    );
  });

  it('replaces what PostgreSQL cannot store', () => {
    const update = hostile((doc) =>
      applyEdit(doc, { kind: 'set-parameter', nodeId: 'a', path: ['p'], value: 'a\0b' }, 'm'),
    );
    expect(applyDraftUpdate(stored, update)).toMatchObject({
      ok: true,
      graph: { nodes: [{ parameters: { p: 'a\uFFFDb' } }] },
    });
  });
});
