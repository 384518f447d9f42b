import { describe, expect, it } from 'vitest';
import type { Field } from '@/core/node-kit/field';
import { operatorText, plainText, summariseParameters } from './node-summary';

const text = (name: string, more: Partial<Field> = {}): Field =>
  ({ kind: 'text', name, label: name, ...more }) as Field;

describe('node summary', () => {
  it('reads an expression without its braces and prefix', () => {
    expect(plainText('{{ $json.order.amount }} of {{ $now }}')).toBe('order.amount of $now');
  });

  it('writes comparisons as signs and other operators as words', () => {
    expect(operatorText('number.greater')).toBe('>');
    expect(operatorText('string.starts-with')).toBe('starts with');
  });

  it('says the first condition and how many more there are', () => {
    const fields: Field[] = [{ kind: 'conditions', name: 'conditions', label: 'Conditions' }];
    const one = { left: '{{ $json.amount }}', operator: 'number.greater', right: 100 };
    expect(summariseParameters(fields, { conditions: [one] })).toBe('amount > 100');
    expect(summariseParameters(fields, { conditions: [one, one, one] })).toBe('amount > 100 +2');
  });

  it('takes the first two fields that say something and leaves out secrets and hidden ones', () => {
    const fields: Field[] = [
      text('token', { secret: true }),
      text('hidden', { showWhen: { field: 'mode', in: ['x'] } }),
      { kind: 'select', name: 'method', label: 'Method', options: [{ value: 'POST', label: 'POST' }] },
      text('url'),
      text('more'),
    ];
    const parameters = {
      token: 's3cret',
      hidden: 'no',
      method: 'POST',
      url: 'https://a.test',
      more: 'never',
    };
    expect(summariseParameters(fields, parameters)).toBe('POST · https://a.test');
  });

  it('lists the names in a list and cuts a long line', () => {
    const fields: Field[] = [{ kind: 'list', name: 'assignments', label: 'A', item: [], itemLabel: 'field' }];
    expect(summariseParameters(fields, { assignments: [{ name: 'a' }, { name: 'b' }] })).toBe('a, b');
    expect(summariseParameters(fields, { assignments: [{ name: 'x'.repeat(200) }] })).toHaveLength(64);
  });
});
