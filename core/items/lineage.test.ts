import { describe, expect, it } from 'vitest';
import type { Item } from './item';
import { findPairedItem, whyUndetermined, type LineageSource } from './lineage';

interface Step {
  from?: Record<string, { step: string; port: string }>;
  out: Item[];
}

/** A run where each step is the only one of its node and everything leaves by `main`. */
function source(steps: Record<string, Step>): LineageSource {
  return {
    nodeOf: (step) => step,
    isTrigger: (step) => steps[step]?.from === undefined,
    deliveryTo: (step, port) => steps[step]?.from?.[port],
    itemsOf: (step) => steps[step]?.out,
  };
}

const item = (n: number, ...from: (number | [string, number])[]): Item => ({
  json: { n },
  from: from.map((one) =>
    typeof one === 'number' ? { port: 'main', index: one } : { port: one[0], index: one[1] },
  ),
});
const after = (step: string) => ({ main: { step, port: 'main' } });
const ask = (run: LineageSource, index: number, node: string) =>
  findPairedItem(run, { step: 'here', origins: [{ port: 'main', index }] }, node);

describe('paired items', () => {
  // hook → split (turns item 0 into two) → edit → here
  const run = source({
    hook: { out: [{ json: { n: 1 } }, { json: { n: 2 } }] },
    split: { from: after('hook'), out: [item(10, 0), item(11, 0), item(12, 1)] },
    edit: { from: after('split'), out: [item(20, 2), item(21, 0)] },
    here: { from: after('edit'), out: [] },
  });

  it.each([
    [0, 'edit', 20],
    [0, 'split', 12],
    [0, 'hook', 2],
    [1, 'split', 10],
    [1, 'hook', 1],
  ])('item %i came from %s’s %i', (index, node, n) => {
    expect(ask(run, index, node)).toMatchObject({ json: { n } });
  });

  it('are not there for a node that is not on the way', () => {
    expect(ask(run, 0, 'elsewhere')).toBeUndefined();
  });

  it('are undetermined behind an item that does not say where it came from', () => {
    const lost = source({
      hook: { out: [{ json: { n: 1 } }] },
      sum: { from: after('hook'), out: [{ json: { n: 5 } }] },
      here: { from: after('sum'), out: [] },
    });
    expect(ask(lost, 0, 'hook')).toBe('undetermined');
    expect(ask(lost, 0, 'sum')).toMatchObject({ json: { n: 5 } });
    const start = { step: 'here', origins: [{ port: 'main', index: 0 }] };
    expect(whyUndetermined(lost, start, 'hook')).toEqual({ reason: 'unknown', at: 'sum' });
    expect(whyUndetermined(lost, start, 'sum')).toBeUndefined();
  });

  it('are one when all ways lead to the same item, undetermined when they do not', () => {
    const joined = (left: number, right: number): LineageSource =>
      source({
        hook: { out: [{ json: { n: 1 } }, { json: { n: 2 } }] },
        a: { from: after('hook'), out: [item(3, left)] },
        b: { from: after('hook'), out: [item(4, right)] },
        merge: {
          from: { one: { step: 'a', port: 'main' }, two: { step: 'b', port: 'main' } },
          out: [item(5, ['one', 0], ['two', 0])],
        },
        here: { from: after('merge'), out: [] },
      });
    expect(ask(joined(0, 0), 0, 'hook')).toMatchObject({ json: { n: 1 } });
    expect(ask(joined(0, 1), 0, 'hook')).toBe('undetermined');
  });

  it('end on a lineage that goes in circles', () => {
    const circle = source({
      a: { from: after('b'), out: [item(1, 0)] },
      b: { from: after('a'), out: [item(2, 0)] },
      here: { from: after('a'), out: [] },
    });
    expect(ask(circle, 0, 'nowhere')).toBeUndefined();
  });
});
