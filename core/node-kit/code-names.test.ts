import { expect, it } from 'vitest';
import { namesInCode, renameInCode } from './code-names';

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

it.each([
  ["return $('A').all();", "return $('B \\'c\\'').all();"],
  [
    'const x = $(`A`); // $("A")\nreturn $node["A"].json + $item(0).$node.A.json;',
    'const x = $(`B \'c\'`); // $("A")\nreturn $node["B \'c\'"].json + $item(0).$node["B \'c\'"].json;',
  ],
  [
    "return $items('A').concat($('Other').all(), 'A');",
    "return $items('B \\'c\\'').concat($('Other').all(), 'A');",
  ],
  ["return ((;$('A')", "return ((;$('A')"],
])('renames a node in code: %s', (source, renamed) => {
  expect(renameInCode(source, 'A', "B 'c'")).toBe(renamed);
});
