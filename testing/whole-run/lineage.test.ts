/**
 * Lineage held against ids that travel with the data: whatever a random pipeline does, the item of the node `Mark` that
 * an item at its end came from is the one whose id it carries; where it carries several ids, that is said.
 */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Json } from '@/core/items/item';
import { randomCases } from '@/testing/random-cases';
import { drawWorkflow, type DrawnNode } from './draw-workflow';
import { runWorkflow } from './run-workflow';

/** Part of a pipeline. Node names get the number of the stage. */
interface Stage {
  nodes: Record<string, DrawnNode>;
  arrows: string[];
  enter: string[];
  leave: string;
}

const one =
  (type: string, parameters: object, port = 'main') =>
  (id: string): Stage => ({
    nodes: { [id]: { type, parameters } },
    arrows: [],
    enter: [id],
    leave: `${id}.${port}`,
  });

const set = (name: string, value: string, keep = 'all'): DrawnNode => ({
  type: 'edit-fields',
  parameters: { assignments: [{ name, type: 'any', value }], keep },
});

const everyOther = [{ left: '{{ $itemIndex % 2 }}', operator: 'number.equals', right: 0 }];

/** Two branches of the same items, brought together by a node with the ports of both. */
const diamond =
  (join: DrawnNode, ports: readonly [string, string], out = 'main') =>
  (id: string): Stage => ({
    nodes: {
      [`${id}a`]: set(`k${id}`, '{{ $itemIndex }}'),
      [`${id}b`]: set(`k${id}`, '{{ $itemIndex }}'),
      [`${id}f`]: { type: 'filter', parameters: { conditions: everyOther } },
      [id]: join,
    },
    arrows: [`${id}a > ${id}.${ports[0]}`, `${id}b > ${id}f`, `${id}f.kept > ${id}.${ports[1]}`],
    enter: [`${id}a`, `${id}b`],
    leave: `${id}.${out}`,
  });

const merge = (parameters: object) =>
  diamond({ type: 'merge', parameters: { clash: 'nest', ...parameters } }, ['input1', 'input2']);

const STAGES: ((id: string) => Stage)[] = [
  one('filter', { conditions: everyOther }, 'kept'),
  one('if', { conditions: everyOther }, 'false'),
  one('sort', { mode: 'random' }),
  one('limit', { count: 2, keep: 'last' }),
  one('no-op', {}),
  one('remove-duplicates', { compare: 'all' }),
  one('rename', { fields: [{ from: 'g', to: 'h' }] }),
  one('aggregate', { mode: 'all-items' }),
  merge({ mode: 'append' }),
  merge({ mode: 'by-position', unpaired: 'keep' }),
  merge({ mode: 'combinations' }),
  merge({ mode: 'choose', choose: 'input2' }),
  (id) =>
    diamond(
      {
        type: 'merge',
        parameters: { mode: 'by-fields', clash: 'nest', join: 'outer', fields: [{ left: `k${id}` }] },
      },
      ['input1', 'input2'],
    )(id),
  (id) =>
    diamond(
      { type: 'compare-datasets', parameters: { fields: [{ a: `k${id}` }], prefer: 'both' } },
      ['a', 'b'],
      'only-a',
    )(id),
  (id) =>
    diamond(
      { type: 'compare-datasets', parameters: { fields: [{ a: 'nothing', b: `k${id}` }], prefer: 'both' } },
      ['a', 'b'],
      'only-b',
    )(id),
  (id) => ({
    nodes: {
      [`${id}l`]: set('list', '{{ [1, 2] }}'),
      [id]: { type: 'split-out', parameters: { field: 'list', keep: 'all' } },
    },
    arrows: [`${id}l > ${id}`],
    enter: [`${id}l`],
    leave: `${id}.main`,
  }),
  (id) => ({
    nodes: {
      [`${id}w`]: set('whole', '{{ $json }}', 'none'),
      [id]: {
        type: 'summarize',
        parameters: { values: [{ operation: 'append', field: 'whole', name: 'all' }] },
      },
    },
    arrows: [`${id}w > ${id}`],
    enter: [`${id}w`],
    leave: `${id}.main`,
  }),
  (id) => ({
    nodes: {
      [id]: { type: 'loop', parameters: { batchSize: 2 } },
      [`${id}s`]: { type: 'sort', parameters: { mode: 'random' } },
      [`${id}c`]: set('seen', '{{ $itemIndex }}'),
    },
    arrows: [`${id}.item > ${id}s`, `${id}s > ${id}c`, `${id}c > ${id}.next`],
    enter: [id],
    leave: `${id}.done`,
  }),
];

function pipeline(picks: readonly number[], order: 'parallel' | 'branches' | 'levels') {
  const nodes: Record<string, DrawnNode> = {
    Start: { type: 'manual-trigger' },
    Mark: {
      type: 'edit-fields',
      parameters: {
        assignments: [
          { name: 'mark', type: 'string', value: 'mark-{{ $itemIndex }}' },
          { name: 'g', type: 'any', value: '{{ $itemIndex % 2 }}' },
        ],
      },
    },
  };
  const arrows = ['Start > Mark'];
  let last = 'Mark.main';
  for (const [at, pick] of picks.entries()) {
    const stage = STAGES[pick % STAGES.length]?.(`N${at}`);
    if (!stage) continue;
    Object.assign(nodes, stage.nodes);
    arrows.push(...stage.enter.map((name) => `${last} > ${name}`), ...stage.arrows);
    last = stage.leave;
  }
  nodes['Keep'] = { type: 'no-op' };
  nodes['End'] = {
    type: 'edit-fields',
    parameters: {
      assignments: [{ name: 'found', type: 'any', value: "{{ $('Mark').item.json.mark }}" }],
      keep: 'none',
    },
    settings: { onError: 'continue' },
  };
  arrows.push(`${last} > Keep`, 'Keep > End');
  return drawWorkflow(nodes, arrows, { settings: { order } });
}

/** Every id that an item carries, wherever it stands in it. */
function idsIn(json: Json): Set<string> {
  return new Set(JSON.stringify(json).match(/mark-\d+/g) ?? []);
}

it('the item it came from is the one whose id it carries', async () => {
  let determined = 0;
  let ambiguous = 0;
  const numRuns = randomCases(100);
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.nat(STAGES.length - 1), { minLength: 1, maxLength: 5 }),
      fc.integer({ min: 1, max: 5 }),
      fc.constantFrom('parallel' as const, 'branches' as const, 'levels' as const),
      async (picks, count, order) => {
        const input = Array.from({ length: count }, (_, id) => ({ json: { id } }));
        const run = await runWorkflow(pipeline(picks, order), { input });
        expect(run.status).toBe('succeeded');
        const [before = []] = run.outputsOf('Keep');
        const [after = []] = run.outputsOf('End');
        expect(after).toHaveLength(before.length);
        for (const [index, item] of before.entries()) {
          const ids = idsIn(item.json);
          const found = after[index]?.json;
          if (ids.size === 1) {
            determined += 1;
            expect(found, JSON.stringify(item.json)).toEqual({ found: [...ids][0] });
          } else {
            ambiguous += 1;
            expect(found, JSON.stringify(item.json)).toMatchObject({
              error: { message: expect.stringContaining('not determined') as string },
            });
          }
        }
      },
    ),
    { numRuns },
  );
  // Neither side of the question went untested.
  expect(Math.min(determined, ambiguous)).toBeGreaterThan(0);
});

it('says of both nodes why it is not determined', async () => {
  const asking: DrawnNode = {
    type: 'edit-fields',
    parameters: { assignments: [{ name: 'x', type: 'any', value: "{{ $('Mark').item.json }}" }] },
  };
  const nodes = (lossy: DrawnNode): Record<string, DrawnNode> => ({
    Start: { type: 'manual-trigger' },
    Mark: set('mark', '{{ $itemIndex }}'),
    Between: lossy,
    Asking: asking,
  });
  const arrows = ['Start > Mark', 'Mark > Between', 'Between > Asking'];
  const input = [{ json: { id: 1 } }, { json: { id: 2 } }];
  const several = await runWorkflow(drawWorkflow(nodes({ type: 'aggregate' }), arrows), { input });
  expect(several.error).toMatchObject({
    code: 'expression.undetermined',
    message: expect.stringMatching(
      /Which item of "Mark" this item of "Asking" came from is not determined: it was made of several/,
    ) as string,
  });
  const code: DrawnNode = { type: 'code', parameters: { source: 'return [{}, {}, {}];' } };
  const unknown = await runWorkflow(drawWorkflow(nodes(code), arrows), {
    input,
    sandbox: {
      runJavaScript: () =>
        Promise.resolve({ items: [{ json: {} }, { json: {} }, { json: {} }], console: [] }),
      runSql: () => Promise.reject(new Error('nobody asks')),
    },
  });
  expect(unknown.error?.message).toContain('"Between" does not say which of its items it made it of');
});
