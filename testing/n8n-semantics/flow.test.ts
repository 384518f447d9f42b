/** How a workflow runs: order of branches, empty branches, joins, loops, settings of nodes, pinned data. */
import { describe, expect, it } from 'vitest';
import type { AnyExecutor } from '@/core/node-kit/executor';
import { NodeFailure } from '@/core/node-kit/node-failure';
import { drawWorkflow, type DrawnNode } from '@/testing/whole-run/draw-workflow';
import { runWorkflow } from '@/testing/whole-run/run-workflow';

const at = (x: number, y: number) => ({ position: { x, y } });
const start: DrawnNode = { type: 'manual-trigger' };
const noOp = (more: Partial<DrawnNode> = {}): DrawnNode => ({ type: 'no-op', ...more });
const set = (name: string, value: string, more: Partial<DrawnNode> = {}): DrawnNode => ({
  type: 'edit-fields',
  parameters: { assignments: [{ name, type: 'any', value }] },
  ...more,
});
const isOne = { conditions: [{ left: '{{ $json.id }}', operator: 'number.equals', right: 1 }] };
const ids = (...list: number[]) => list.map((id) => ({ json: { id } }));

describe('the order of branches', () => {
  //   Start ─► A1 ─► A2   (lower, left)      drawn in the file: B before A
  //         ─► B1 ─► B2   (upper)
  //         ─► C1         (as low as A1, further right)
  const nodes = {
    Start: start,
    C1: noOp(at(500, 300)),
    A1: noOp(at(200, 300)),
    A2: noOp(at(400, 0)),
    B1: noOp(at(200, 100)),
    B2: noOp(at(400, 900)),
  };
  const arrows = ['Start > C1', 'Start > A1', 'Start > B1', 'A1 > A2', 'B1 > B2'];

  it('branch after branch: topmost first, then leftmost, each to its end', async () => {
    const run = await runWorkflow(drawWorkflow(nodes, arrows, { settings: { order: 'branches' } }));
    expect(run.started).toEqual(['B1', 'B2', 'A1', 'A2', 'C1']);
  });

  it('level after level: the first node of each branch, then the second', async () => {
    const run = await runWorkflow(drawWorkflow(nodes, arrows, { settings: { order: 'levels' } }));
    expect(run.started).toEqual(['C1', 'A1', 'B1', 'A2', 'B2']);
  });
});

describe.each(['parallel', 'branches', 'levels'] as const)('in the order %s', (order) => {
  const draw = (nodes: Record<string, DrawnNode>, arrows: string[], more: object = {}) =>
    drawWorkflow(nodes, arrows, { settings: { order }, ...more });

  it('a branch that got no items does not run', async () => {
    const file = draw(
      { Start: start, If: { type: 'if', parameters: isOne }, Yes: noOp(), No: noOp(), After: noOp() },
      ['Start > If', 'If.true > Yes', 'If.false > No', 'No > After'],
    );
    const run = await runWorkflow(file, { input: ids(1, 1) });
    expect(run.started).toEqual(['If', 'Yes']);
    expect(run.jsonOf('Yes')).toEqual([{ id: 1 }, { id: 1 }]);
  });

  it('a node where two branches meet runs once for each of them', async () => {
    const file = draw(
      { Start: start, If: { type: 'if', parameters: isOne }, Both: set('n', '{{ $input.all().length }}') },
      ['Start > If', 'If.true > Both', 'If.false > Both'],
    );
    const run = await runWorkflow(file, { input: ids(1, 2, 3) });
    expect(run.outputsOf('Both').map((items) => items.map(({ json }) => json))).toEqual([
      [{ id: 1, n: 1 }],
      [
        { id: 2, n: 2 },
        { id: 3, n: 2 },
      ],
    ]);
  });

  it('a merge waits for its inputs, and takes a dead one for empty', async () => {
    const nodes = {
      Start: start,
      If: { type: 'if', parameters: isOne },
      Slow: noOp(),
      Slower: noOp(),
      Merge: { type: 'merge', parameters: { mode: 'append' } },
    };
    const arrows = [
      'Start > If',
      'If.true > Merge.input1',
      'If.false > Slow',
      'Slow > Slower',
      'Slower > Merge.input2',
    ];
    const both = await runWorkflow(draw(nodes, arrows), { input: ids(2, 1) });
    expect(both.outputsOf('Merge').map((items) => items.map(({ json }) => json.id))).toEqual([[1, 2]]);
    const one = await runWorkflow(draw(nodes, arrows), { input: ids(2, 3) });
    expect(one.outputsOf('Merge').map((items) => items.map(({ json }) => json.id))).toEqual([[2, 3]]);
  });

  it('a loop gives each batch in turn, and at its end all that came back', async () => {
    const file = draw(
      {
        Start: start,
        Loop: { type: 'loop', parameters: { batchSize: 2 } },
        Work: set('n', '{{ $input.all().length }}'),
        After: noOp(),
      },
      ['Start > Loop', 'Loop.item > Work', 'Work > Loop.next', 'Loop.done > After'],
    );
    const run = await runWorkflow(file, { input: ids(1, 2, 3) });
    expect(run.started.filter((name) => name === 'Work')).toHaveLength(2);
    expect(run.jsonOf('After')).toEqual([
      { id: 1, n: 2 },
      { id: 2, n: 2 },
      { id: 3, n: 1 },
    ]);
  });

  it('a cycle goes round until it is left', async () => {
    const file = draw(
      {
        Start: start,
        Count: set('n', '{{ ($json.n ?? 0) + 1 }}'),
        Enough: {
          type: 'if',
          parameters: { conditions: [{ left: '{{ $json.n }}', operator: 'number.gte', right: 3 }] },
        },
        After: noOp(),
      },
      ['Start > Count', 'Count > Enough', 'Enough.true > After', 'Enough.false > Count'],
    );
    for (const edge of file.edges ?? []) if (edge.sourcePort === 'false') edge.maxIterations = 10;
    const run = await runWorkflow(file);
    expect(run.jsonOf('After')).toEqual([{ n: 3 }]);
  });

  it('pinned data stands in for any node, which is not run', async () => {
    const file = draw(
      {
        Start: start,
        Ask: { type: 'http-request', parameters: { url: 'https://example.com' } },
        After: set('seen', '{{ $json.pinned }}'),
      },
      ['Start > Ask', 'Ask > After'],
      { pinned: { Ask: [{ json: { pinned: 1 } }, { json: { pinned: 2 } }] } },
    );
    const test = await runWorkflow(file, { pinned: true });
    expect(test.started).toEqual(['After']);
    expect(test.jsonOf('After')).toEqual([
      { pinned: 1, seen: 1 },
      { pinned: 2, seen: 2 },
    ]);
    const published = await runWorkflow(file);
    expect([published.started, published.status]).toEqual([['Ask'], 'failed']);
  });

  it('a disabled node hands its items on', async () => {
    const off = { settings: { disabled: true } };
    const file = draw({ Start: start, Off: set('x', 'y', off), After: noOp() }, [
      'Start > Off',
      'Off > After',
    ]);
    expect((await runWorkflow(file, { input: ids(1) })).jsonOf('After')).toEqual([{ id: 1 }]);
  });
});

describe('settings of a node', () => {
  const filterOut = { conditions: [{ left: 1, operator: 'number.equals', right: 2 }] };

  it('always output: one empty item where there would be none', async () => {
    const file = (alwaysOutput: boolean) =>
      drawWorkflow(
        {
          Start: start,
          Filter: { type: 'filter', parameters: filterOut, settings: { alwaysOutput } },
          After: noOp(),
        },
        ['Start > Filter', 'Filter.kept > After'],
      );
    const on = await runWorkflow(file(true), { input: ids(1, 2) });
    expect([on.started, on.jsonOf('After')]).toEqual([['Filter', 'After'], [{}]]);
    expect((await runWorkflow(file(false), { input: ids(1, 2) })).started).toEqual(['Filter']);
    const limit = (alwaysOutput: boolean) =>
      drawWorkflow(
        {
          Start: start,
          Limit: { type: 'limit', parameters: { count: 0 }, settings: { alwaysOutput } },
          After: noOp(),
        },
        ['Start > Limit', 'Limit > After'],
      );
    expect((await runWorkflow(limit(true), { input: ids(1) })).jsonOf('After')).toEqual([{}]);
    expect((await runWorkflow(limit(false), { input: ids(1) })).started).toEqual(['Limit']);
  });

  it('execute once: the first item alone', async () => {
    const file = drawWorkflow(
      { Start: start, Once: set('n', '{{ $itemIndex }}', { settings: { executeOnce: true } }) },
      ['Start > Once'],
    );
    expect((await runWorkflow(file, { input: ids(4, 5) })).jsonOf('Once')).toEqual([{ id: 4, n: 0 }]);
  });

  // The number of an item that is none fails that item.
  const risky = (onError: 'stop' | 'continue' | 'error-port'): DrawnNode => ({
    type: 'edit-fields',
    parameters: { assignments: [{ name: 'n', type: 'number', value: '{{ $json.id }}' }], keep: 'none' },
    settings: { onError },
  });
  const draw = (onError: 'stop' | 'continue' | 'error-port') =>
    drawWorkflow({ Start: start, Risky: risky(onError), Fine: noOp(), Failed: noOp() }, [
      'Start > Risky',
      'Risky > Fine',
      ...(onError === 'error-port' ? ['Risky.error > Failed'] : ['Fine > Failed']),
    ]);
  const input = [{ json: { id: 1 } }, { json: { id: 'x' } }, { json: { id: 3 } }];
  const error = { error: { code: 'edit-fields.cannot-convert', message: expect.any(String) as string } };

  it('stop: the run fails', async () => {
    const run = await runWorkflow(draw('stop'), { input });
    expect([run.status, run.started]).toEqual(['failed', ['Risky']]);
  });

  it('continue: the error stands in the item’s place', async () => {
    const run = await runWorkflow(draw('continue'), { input });
    expect(run.jsonOf('Fine')).toEqual([{ n: 1 }, error, { n: 3 }]);
  });

  it('continue with an error output: the others go on by themselves', async () => {
    const run = await runWorkflow(draw('error-port'), { input });
    expect(run.jsonOf('Fine')).toEqual([{ n: 1 }, { n: 3 }]);
    expect(run.jsonOf('Failed')).toEqual([error]);
  });

  it('retry: as many tries as it says, for what may be tried again', async () => {
    let tries = 0;
    const flaky: AnyExecutor = {
      execute() {
        tries += 1;
        if (tries < 3) throw NodeFailure.retryable('test.away', 'Not there yet.');
        return { kind: 'done', outputs: { main: [{ json: { tries } }] } };
      },
    };
    const file = (attempts: number) =>
      drawWorkflow(
        { Start: start, Flaky: noOp({ settings: { retry: { attempts, backoff: 'fixed', delayMs: 5000 } } }) },
        ['Start > Flaky'],
      );
    const run = await runWorkflow(file(3), { executors: { 'no-op@1': flaky } });
    expect(run.jsonOf('Flaky')).toEqual([{ tries: 3 }]);
    tries = 0;
    expect((await runWorkflow(file(2), { executors: { 'no-op@1': flaky } })).status).toBe('failed');
    expect(tries).toBe(2);
  });
});

describe('expressions over nodes', () => {
  it('know the item of an earlier node through filter, split, sort and merge', async () => {
    const file = drawWorkflow(
      {
        Start: start,
        Source: set('rows', '{{ [$json.id * 10, $json.id * 10 + 1] }}'),
        Split: { type: 'split-out', parameters: { field: 'rows' } },
        Sort: { type: 'sort', parameters: { fields: [{ field: 'rows', direction: 'descending' }] } },
        Keep: { type: 'limit', parameters: { count: 3 } },
        Merge: { type: 'merge', parameters: { mode: 'append' } },
        End: set('from', "{{ $('Source').item.json.id }}"),
      },
      [
        'Start > Source',
        'Source > Split',
        'Split > Sort',
        'Sort > Keep',
        'Keep > Merge.input1',
        'Split > Merge.input2',
        'Merge > End',
      ],
    );
    const run = await runWorkflow(file, { input: ids(1, 2) });
    expect(run.jsonOf('End')).toEqual([
      { rows: 21, from: 2 },
      { rows: 20, from: 2 },
      { rows: 11, from: 1 },
      { rows: 10, from: 1 },
      { rows: 11, from: 1 },
      { rows: 20, from: 2 },
      { rows: 21, from: 2 },
    ]);
  });
});
