import { expect, it } from 'vitest';
import { checkExample, type ExampleRun } from './check-example';

const run: ExampleRun = {
  status: 'succeeded',
  error: null,
  output: [{ json: { a: 1, b: [2] } }],
  steps: [
    { nodeId: 'set', outputs: { main: [{ json: { n: 1 } }] } },
    { nodeId: 'set', outputs: { main: [{ json: { n: 2 } }] } },
  ],
};
const failed: ExampleRun = {
  ...run,
  status: 'failed',
  error: { code: 'stop.reached', message: 'No.' },
  output: null,
};
const example = (expected: object) => ({ name: 'E', input: [], expect: expected });

it.each([
  ['the output, whatever the order of keys', { output: [{ b: [2], a: 1 }] }, run, []],
  ['what all passes of a node gave', { nodes: { set: { main: [{ n: 1 }, { n: 2 }] } } }, run, []],
  ['nothing but success', {}, run, []],
  ['a failure by its code', { error: 'stop.reached' }, failed, []],
  ['another output', { output: [] }, run, ['output']],
  ['a port that gave nothing', { nodes: { set: { other: [{}] } } }, run, ['set.other']],
  ['a failure that was not meant', { output: [] }, failed, ['status']],
  ['success where a failure was meant', { error: 'x' }, run, ['error']],
])('compares %s', (...[, expected, ran, where]) => {
  expect(checkExample(example(expected), ran).map((one) => one.where)).toEqual(where);
});
