import { describe, expect, it } from 'vitest';
import type { JsonObject } from '@/core/items/item';
import type { Field, ValueLine } from '@/core/node-kit/field';
import { definitions } from '@/nodes/definitions.generated';
import { definition as limit } from '@/nodes/limit/definition';
import { definition as loop } from '@/nodes/loop/definition';
import { definition as map } from '@/nodes/map/definition';
import { definition as schedule } from '@/nodes/schedule/definition';
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
    expect(summariseParameters({ fields }, { conditions: [one] })).toBe('amount > 100');
    expect(summariseParameters({ fields }, { conditions: [one, one, one] })).toBe('amount > 100 +2');
  });

  it('takes the first two fields that say something and leaves out secrets and hidden ones', () => {
    const fields: Field[] = [
      text('token', { secret: true }),
      text('callee', { picks: 'workflow' }),
      text('hidden', { showWhen: { field: 'mode', in: ['x'] } }),
      { kind: 'select', name: 'method', label: 'Method', options: [{ value: 'POST', label: 'POST' }] },
      text('url'),
      text('more'),
    ];
    const parameters = {
      token: 's3cret',
      callee: '01a1ff53-3103-7093-a96b-000000000000',
      hidden: 'no',
      method: 'POST',
      url: 'https://a.test',
      more: 'never',
    };
    expect(summariseParameters({ fields }, parameters)).toBe('POST · https://a.test');
  });

  it('lists the names in a list and cuts a long line', () => {
    const fields: Field[] = [{ kind: 'list', name: 'assignments', label: 'A', item: [], itemLabel: 'field' }];
    expect(summariseParameters({ fields }, { assignments: [{ name: 'a' }, { name: 'b' }] })).toBe('a, b');
    expect(summariseParameters({ fields }, { assignments: [{ name: 'x'.repeat(200) }] })).toHaveLength(64);
  });

  it('says what the definition wants said, in its words', () => {
    const line = (rule: Record<string, unknown>, more: JsonObject = {}) =>
      summariseParameters(schedule, { rules: [rule as JsonObject], ...more });
    const weekdays = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday'];
    expect(line({ every: 'weeks', weekdays, at: '08:30' }, { timezone: 'Europe/Zurich' })).toBe(
      'Mon–Fri 08:30 · Europe/Zurich',
    );
    expect(
      line({ every: 'weeks', weekdays: ['sunday', 'monday', 'tuesday'], at: '08:30', interval: 2 }),
    ).toBe('Mon, Tue, Sun 08:30, every 2 weeks');
    expect(line({ every: 'days' })).toBe('every day 09:00');
    expect(line({ every: 'minutes', interval: 15 })).toBe('every 15 minutes');
    expect(line({ every: 'cron', expression: '0 9 * * 1-5' })).toBe('0 9 * * 1-5');
    const rules = [{ every: 'hours' }, { every: 'days' }, { every: 'months', day: 'last' }];
    expect(summariseParameters(schedule, { rules })).toBe('every hour +2');
    expect(summariseParameters(loop, { batchSize: 10 })).toBe('10 at a time');
    expect(summariseParameters(loop, {})).toBe('one at a time');
    expect(summariseParameters(map, { concurrency: 3 })).toBe('up to 3 at once');
    expect(summariseParameters(limit, { keep: 'last', count: '{{ $json.n }}' })).toBe('the last n');
  });

  it('does without a line of which a part has nothing to say', () => {
    const fields: Field[] = [text('name'), text('mark')];
    const lines = [{ text: '{name} at {mark}' }, { text: 'only {name}' }];
    expect(summariseParameters({ fields, lines }, { name: 'a' })).toBe('only a');
    expect(summariseParameters({ fields, lines }, { mark: 'b' })).toBe('b');
  });

  it('names only fields that the definition has', () => {
    for (const { type, fields, lines = [] } of definitions) {
      const check = (list: readonly ValueLine[], known: readonly Field[]) => {
        for (const { text: line, when = {} } of list)
          for (const name of [
            ...[...line.matchAll(/\{(\w+)\}/g)].map(([, one]) => one),
            ...Object.keys(when),
          ])
            expect(
              known.map((field) => field.name),
              `${type}: ${line}`,
            ).toContain(name);
      };
      check(lines, fields);
      for (const field of fields) if (field.kind === 'list') check(field.itemLines ?? [], field.item);
    }
  });

  it('writes times as people do', () => {
    const fields: Field[] = [{ kind: 'number', name: 'wait', label: 'Wait', unit: 'ms' }];
    expect(summariseParameters({ fields }, { wait: 5_400_000 })).toBe('1 h 30 min');
  });
});
