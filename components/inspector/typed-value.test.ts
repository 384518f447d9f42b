import { describe, expect, it } from 'vitest';
import { typedValue } from './typed-value';

describe('plain text in a field that takes expressions', () => {
  it('means a value of the field', () => {
    expect(typedValue({ kind: 'text' }, '42')).toBe('42');
    expect(typedValue({ kind: 'number' }, '42')).toBe(42);
    expect(typedValue({ kind: 'boolean' }, 'true')).toBe(true);
    expect(typedValue({ kind: 'multi-select' }, '["a"]')).toEqual(['a']);
    expect(typedValue({ kind: 'json' }, '[1]')).toEqual([1]);
    expect(typedValue({ kind: 'select' }, '42')).toBe('42');
  });

  it('stays text where it is none, so that the check can say so', () => {
    expect(typedValue({ kind: 'number' }, 'many')).toBe('many');
    expect(typedValue({ kind: 'boolean' }, '1')).toBe('1');
  });

  it('takes the parameter away when it was emptied, except where an empty text is a value', () => {
    for (const kind of ['number', 'boolean', 'select', 'multi-select'] as const)
      expect(typedValue({ kind }, ' ')).toBeUndefined();
    expect(typedValue({ kind: 'text' }, '')).toBe('');
    expect(typedValue({ kind: 'json' }, '')).toBe('');
  });
});
