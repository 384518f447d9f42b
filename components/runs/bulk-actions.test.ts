import { describe, expect, it } from 'vitest';
import { countCalled, repeatsOf, runsFor, summarise } from './bulk-actions';

const runs = [
  { id: 'a', status: 'running' as const },
  { id: 'b', status: 'failed' as const },
  { id: 'c', status: 'succeeded' as const },
];

describe('many runs at once', () => {
  it('leaves out runs that the action means nothing for', () => {
    const ids = new Set(['a', 'b', 'c']);
    expect(runsFor('cancel', runs, ids)).toEqual(['a']);
    expect(runsFor('retry', runs, ids)).toEqual(['b']);
    expect(runsFor('resume', runs, new Set(['c']))).toEqual([]);
  });

  it('resumes no run that goes on with its caller, and says how many these are', () => {
    const called = { ...{ id: 'd', status: 'failed' as const }, goesOnWithCaller: true as const };
    const done = { ...called, id: 'e', status: 'succeeded' as const };
    const ids = new Set(['b', 'd', 'e']);
    expect(runsFor('resume', [...runs, called, done], ids)).toEqual(['b']);
    expect(runsFor('retry', [...runs, called, done], ids)).toEqual(['b', 'd']);
    expect(countCalled([...runs, called, done], ids)).toBe(1);
    expect(countCalled([called], new Set(['b']))).toBe(0);
  });

  it('counts what worked and says why the rest did not', () => {
    const failed = (id: string, message: string) => ({
      id,
      ok: false as const,
      error: { code: 'x', message },
    });
    expect(
      summarise([
        { id: 'a', ok: true },
        failed('b', 'Gone.'),
        failed('c', 'Too late.'),
        failed('d', 'Too late.'),
      ]),
    ).toEqual({
      done: 1,
      failures: [
        { message: 'Too late.', count: 2 },
        { message: 'Gone.', count: 1 },
      ],
    });
  });

  it('says which steps a retry repeats, the most frequent first', () => {
    const run = (id: string, workflowId: string, node: string | null) => ({
      ...{ id, workflowId, workflowName: `Flow ${workflowId}` },
      error: node === null ? null : { nodeId: node, nodeName: `Step ${node}` },
    });
    const failed = [run('a', '1', 'x'), run('b', '2', 'x'), run('c', '2', 'x'), run('d', '1', null)];
    expect(repeatsOf([...failed, run('e', '3', 'x')], ['a', 'b', 'c', 'd'])).toEqual([
      { workflowName: 'Flow 2', nodeName: 'Step x', count: 2 },
      { workflowName: 'Flow 1', nodeName: 'Step x', count: 1 },
      { workflowName: 'Flow 1', nodeName: null, count: 1 },
    ]);
  });
});
