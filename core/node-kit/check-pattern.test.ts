import { expect, it } from 'vitest';
import { checkParameters } from './check-parameters';
import type { Field } from './field';

const fields: readonly Field[] = [
  { kind: 'text', name: 'pattern', label: 'Pattern', holds: 'pattern' },
  { kind: 'conditions', name: 'conditions', label: 'Conditions' },
];

function faults(parameters: object): string[] {
  const { issues } = checkParameters({ fields }, parameters, { expressions: true, required: false });
  return issues.map(({ code, path }) => `${code} ${path.join('.')}`);
}

it('knows a regular expression that cannot be used before it runs', () => {
  expect(faults({ pattern: '^user_(.*)$' })).toEqual([]);
  expect(faults({ pattern: '(' })).toEqual(['parameter.pattern pattern']);
  expect(faults({ pattern: '(?=x)' })).toEqual(['parameter.pattern pattern']);
});

it('looks at the pattern of a condition, unless it is an expression or no pattern', () => {
  const condition = (operator: string, right: unknown) => ({ conditions: [{ left: 'a', operator, right }] });
  expect(faults(condition('string.matches', '('))).toEqual(['parameter.pattern conditions.0.right']);
  expect(faults(condition('string.notRegex', '('))).toEqual(['parameter.pattern conditions.0.right']);
  expect(faults(condition('string.matches', '{{ $json.p }}('))).toEqual([]);
  expect(faults(condition('string.contains', '('))).toEqual([]);
});

it('asks for what a condition compares before it is published, and not of what came of it', () => {
  const check = (conditions: unknown, options = { expressions: true, required: true }) =>
    checkParameters({ fields }, { conditions }, options).issues.map(
      ({ code, path }) => `${code} ${path.join('.')}`,
    );
  const untouched = [{ left: '', operator: 'string.equals', right: '' }];
  expect(check(untouched)).toEqual(['parameter.required conditions.0.left']);
  expect(check([{ left: '{{ $json.a }}', operator: 'string.equals', right: '' }])).toEqual([]);
  expect(check(untouched, { expressions: false, required: true })).toEqual([]);
  expect(check(untouched, { expressions: true, required: false })).toEqual([]);
});
