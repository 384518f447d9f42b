import { describe, expect, it } from 'vitest';
import { inferSchema, pathExpression, previewValue } from './item-schema';

describe('item schema', () => {
  it('joins the fields of all items and says which are not always there', () => {
    const [a, b] = inferSchema([{ json: { a: 1 } }, { json: { a: 'x', b: null } }]);
    expect(a).toMatchObject({ name: 'a', types: ['number', 'string'], example: '1', always: true });
    expect(b).toMatchObject({ name: 'b', types: ['null'], always: false });
  });

  it('goes into objects and arrays with paths that expressions can use', () => {
    const [list] = inferSchema([{ json: { list: [{ id: 7 }, { id: 8, 'a b': true }] } }]);
    const entry = list?.children[0];
    expect(entry?.name).toBe('[]');
    expect(entry?.children.map((child) => [child.name, child.always])).toEqual([
      ['id', true],
      ['a b', false],
    ]);
    expect(pathExpression(entry?.children[1]?.path ?? [])).toBe('{{ $json.list[0]["a b"] }}');
  });

  it('prefers a known type over null', () => {
    expect(inferSchema([{ json: { a: null } }, { json: { a: 2 } }])[0]?.types).toEqual(['number']);
  });

  it('keeps previews on one short line', () => {
    expect(previewValue('a\n  b')).toBe('a b');
    expect(previewValue({ a: 'x'.repeat(200) })).toHaveLength(80);
  });
});
