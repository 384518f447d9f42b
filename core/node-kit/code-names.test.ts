import { expect, it } from 'vitest';
import { namesInCode } from './code-names';

it.each([
  ["return $('A').all();", ['A'], false],
  ['const x = await $(`B c`).first(); return $node["D"].json.x + $node.E.json.y;', ['B c', 'D', 'E'], false],
  ["// $('no')\nreturn '$(\"no\")' + $items('F').length + $items().length;", ['F'], false],
  ['for (const name of ["A"]) $(name).all();', [], true],
  ['return ((;$("A")', [], false],
  ['return items;', [], false],
  ["const items = $input.all(); return items.map(i => ({ v: $('G').itemMatching(0) }));", ['G'], false],
])('%s', (source, nodes, dynamic) => {
  const found = namesInCode(source);
  expect([...found.nodes].sort()).toEqual(nodes);
  expect(found.dynamic).toBe(dynamic);
});
