import { describe, expect, it } from 'vitest';
import type { Field } from '@/core/node-kit/field';
import { newRowFor } from './drop-value';
import { createPathTargets } from './path-targets';

const fields: readonly Field[] = [
  { kind: 'text', name: 'url', label: 'URL' },
  { kind: 'key-value', name: 'headers', label: 'Headers' },
];

describe('fields that take a path', () => {
  it('are named by where they stand, in the order of the form', () => {
    const targets = createPathTargets(fields);
    targets.add({ key: 'headers.10.value', label: 'Value' }, () => {});
    targets.add({ key: 'headers.2.value', label: 'Value' }, () => {});
    targets.add({ key: 'headers.+', label: 'Headers' }, () => {});
    targets.add({ key: 'url', label: 'URL' }, () => {});
    expect(targets.fields().map((field) => field.title)).toEqual([
      'URL',
      'Headers · +',
      'Headers 3 · Value',
      'Headers 11 · Value',
    ]);
  });

  it('get what is meant for them, and are gone when they were taken away', () => {
    const targets = createPathTargets(fields);
    const got: string[] = [];
    const remove = targets.add({ key: 'url', label: 'URL' }, ({ expression }) => got.push(expression));
    targets.insert('url', { expression: '{{ $json.a }}', name: 'a' });
    remove();
    targets.insert('url', { expression: '{{ $json.b }}', name: 'b' });
    expect(got).toEqual(['{{ $json.a }}']);
    expect(targets.fields()).toEqual([]);
  });
});

describe('a new row for a dropped path', () => {
  const dropped = { expression: '{{ $json.total }}', name: 'total' };

  it('takes the path as its value and the field name as its name', () => {
    const item: Field[] = [
      { kind: 'text', name: 'name', label: 'Name' },
      {
        kind: 'select',
        name: 'type',
        label: 'Type',
        options: [{ value: 'any', label: 'Any' }],
        default: 'any',
      },
      { kind: 'json', name: 'value', label: 'Value' },
    ];
    expect(newRowFor(item, dropped)).toEqual({ name: 'total', type: 'any', value: '{{ $json.total }}' });
  });

  it('takes the path in the first field that may hold it, or is not made', () => {
    const text: Field = { kind: 'text', name: 'from', label: 'From' };
    expect(newRowFor([text], dropped)).toEqual({ from: '{{ $json.total }}' });
    expect(newRowFor([{ ...text, expression: 'never' }], dropped)).toBeNull();
  });
});
