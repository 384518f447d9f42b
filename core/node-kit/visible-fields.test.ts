import { expect, it } from 'vitest';
import type { Field } from './field';
import { visibleFields } from './visible-fields';

const select = (name: string, rest: Partial<Field> = {}): Field => ({
  ...{ kind: 'select', name, label: name, default: 'a', options: [] },
  ...(rest as object),
});
const fields: readonly Field[] = [
  select('first'),
  select('second', { showWhen: { field: 'first', in: ['a'] } }),
  select('third', { showWhen: { field: 'second', in: ['a'] } }),
  select('odd', { showWhen: { field: 'odd', in: ['a'] } }),
];
const shown = (values: Record<string, unknown>) => visibleFields(fields, values).map(({ name }) => name);

it('shows a field where the one it hangs on is shown and has the value', () => {
  expect(shown({})).toEqual(['first', 'second', 'third', 'odd']);
  expect(shown({ second: 'b' })).toEqual(['first', 'second', 'odd']);
});

it('hides what hangs on a hidden field, whatever its value was left at', () => {
  expect(shown({ first: 'b', second: 'a' })).toEqual(['first', 'odd']);
});

it('shows what may be shown: the one it hangs on is an expression', () => {
  expect(shown({ first: '{{ $json.x }}' })).toEqual(['first', 'second', 'third', 'odd']);
});
