import { expect, it } from 'vitest';
import { outputPorts } from '@/core/node-kit/ports';
import { fakeContext } from '@/testing/nodes/fake-context';
import { definition } from './definition';
import { executor } from './executor';

type Parameters = Parameters_[0]['parameters'];
type Parameters_ = globalThis.Parameters<typeof executor.executeItem>;

const over = (port: string, amount: number) => ({
  port,
  conditions: [{ left: 120, operator: 'number.greater', right: amount }],
  combine: 'all' as const,
});

function route(rules: Parameters['rules'], more: Partial<Parameters> = {}): unknown {
  const output = executor.executeItem(
    {
      item: { json: { a: 1 } },
      index: 0,
      parameters: {
        mode: 'rules',
        outputs: 4,
        index: 0,
        rules,
        fallback: 'fallback',
        matching: 'first',
        ignoreCase: false,
        looseTypes: true,
        ...more,
      },
    },
    fakeContext(),
  );
  return 'ports' in output ? Object.keys(output.ports) : output;
}

it('takes the first rule that is met, or each of them', () => {
  const rules = [over('huge', 1000), over('big', 100), over('some', 10)];
  expect(route(rules)).toEqual(['big']);
  expect(route(rules, { matching: 'all' })).toEqual(['big', 'some']);
});

it('gives an item once by an output that two rules share', () => {
  expect(route([over('a', 1), over('a', 2)], { matching: 'all' })).toEqual(['a']);
});

it('sends what meets no rule by the fallback, or drops it', () => {
  expect(route([over('huge', 1000)])).toEqual(['fallback']);
  expect(route([over('huge', 1000)], { fallback: 'huge' })).toEqual(['huge']);
  expect(route([over('huge', 1000)], { fallback: '' })).toEqual([]);
});

it('says which rule cannot be decided', () => {
  expect(() =>
    route([
      over('a', 1000),
      { ...over('b', 1), conditions: [{ left: 'x', operator: 'number.gt', right: 1 }] },
    ]),
  ).toThrow(/^Rule 2 \(b\): Condition 1/);
});

it('has an output for each rule, and one more for the rest', () => {
  const settings = { onError: 'stop', disabled: false, alwaysOutput: false, executeOnce: false } as const;
  const names = (parameters: Parameters | object) =>
    outputPorts(definition, { parameters: parameters as never, settings }).map((port) => port.name);
  expect(names({ rules: [{ port: 'b' }, { port: 'a' }, { port: 'b' }], fallback: 'rest' })).toEqual([
    'b',
    'a',
    'rest',
  ]);
  expect(names({ rules: [{ port: 'a' }], fallback: '' })).toEqual(['a']);
  expect(names({ rules: [{ port: 'a' }], fallback: 'a' })).toEqual(['a']);
  expect(names({})).toEqual(['Output 1', 'fallback']);
});

it('takes the output of a number, counted from 0', () => {
  expect(route([], { mode: 'expression', index: 2, outputs: 3 })).toEqual(['output3']);
  for (const index of [3, -1, 0.5]) {
    expect(() => route([], { mode: 'expression', index, outputs: 3 })).toThrow(/no output/);
  }
  const node = (outputs: number) => ({
    parameters: { mode: 'expression', outputs },
    settings: { onError: 'stop', disabled: false, alwaysOutput: false, executeOnce: false } as const,
  });
  expect(outputPorts(definition, node(2)).map(({ name }) => name)).toEqual(['output1', 'output2']);
  expect(outputPorts(definition, node(1e9))).toHaveLength(100);
});
