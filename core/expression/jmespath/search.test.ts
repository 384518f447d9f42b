import { describe, expect, it } from 'vitest';
import { Fault } from '../errors';
import { createRun } from '../run';
import { createEnv } from '../scope';
import { searchJson } from './search';

const DATA = {
  people: [
    { name: 'Ada', age: 36, tags: ['x', 'y'], address: { city: 'London' } },
    { name: 'Bob', age: 41, tags: [], address: { city: 'Rome' } },
    { name: 'Cy', age: 29, tags: ['z'] },
  ],
  'first name': 'Eve',
  nested: [[1, 2], [3, [4]], 5],
  ops: { a: { n: 1 }, b: { n: 2 }, c: 3 },
  empty: {},
  zero: 0,
};
const search = (query: string, value: unknown = DATA) => searchJson(createRun(createEnv()), value, query);

describe('a JMESPath query', () => {
  it.each<[string, unknown]>([
    ['people[0].name', 'Ada'],
    ['people[-1].name', 'Cy'],
    ['people[9].name', null],
    ['nothing.at.all', null],
    ['"first name"', 'Eve'],
    ['people[*].name', ['Ada', 'Bob', 'Cy']],
    ['people[*].address.city', ['London', 'Rome']],
    ['people[*].tags[]', ['x', 'y', 'z']],
    ['people[*].tags[0]', ['x', 'z']],
    ['people[:2].name', ['Ada', 'Bob']],
    ['people[::-1].name', ['Cy', 'Bob', 'Ada']],
    ['people[1:][].age', [41, 29]],
    ['people[?age > `30`].name', ['Ada', 'Bob']],
    ["people[?address.city == 'Rome'] | [0].age", 41],
    ['people[?tags && age < `40`].name', ['Ada', 'Cy']],
    ['people[?!address].name', ['Cy']],
    ['people[?contains(tags, `"z"`) || starts_with(name, \'B\')].name', ['Bob', 'Cy']],
    [
      'people[*].[name, age]',
      [
        ['Ada', 36],
        ['Bob', 41],
        ['Cy', 29],
      ],
    ],
    ['people[0].{who: name, where: address.city, none: x}', { who: 'Ada', where: 'London', none: null }],
    ['ops.*.n', [1, 2]],
    ['nested[]', [1, 2, 3, [4], 5]],
    ['nested[][]', [1, 2, 3, 4, 5]],
    ['max_by(people, &age).name', 'Bob'],
    ['sort_by(people, &name)[*].age', [36, 41, 29]],
    ['sort(people[*].age)', [29, 36, 41]],
    ['sum(people[*].age)', 106],
    ["join(', ', people[*].name)", 'Ada, Bob, Cy'],
    ['map(&age, people)', [36, 41, 29]],
    ['length(people)', 3],
    ['not_null(x, empty, zero)', {}],
    ['keys(ops)', ['a', 'b', 'c']],
    ['merge(empty, `{"k": 1}`)', { k: 1 }],
    ['type(zero)', 'number'],
    ['to_string(ops.a)', '{"n":1}'],
    ['empty || zero', 0],
    ["`x` == 'x'", true],
    ['@.zero', 0],
    ['people[*].constructor', []],
    ['__proto__', null],
  ])('%s', (query, found) => {
    expect(search(query)).toEqual(found);
  });

  it.each([
    'people[',
    'a..b',
    'a b',
    'people[?]',
    "'open",
    'nope(@)',
    'sum(people)',
    'length(zero)',
    'sort(people)',
    'a[::0]',
    '&a',
    '"f"(@)',
    '[',
    '',
    '('.repeat(200) + 'a' + ')'.repeat(200),
    'a.'.repeat(3000) + 'a',
  ])('%s is refused with a sentence', (query) => {
    expect(() => search(query, query.startsWith('a[') ? { a: [1] } : DATA)).toThrow(Fault);
  });

  it('keeps to the budget of the evaluation', () => {
    const list = Array.from({ length: 2000 }, () => Array.from({ length: 500 }, () => 1));
    expect(() => search('[*][?@ == `2`][]', list)).toThrow(/too much work/);
  });
});
