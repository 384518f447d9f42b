import { expect, it } from 'vitest';
import { checkCode } from './code-check';

it.each<[string, string[]]>([
  ["const a = require('fs'); return await fetch('x');", ['fetch()', 'require()']],
  ["const crypto = require('crypto'); return new URL(require('node:url').x);", []],
  ['// require("fs")\nconst text = "fetch(1)"; return { process: text, a: items.process };', []],
  ['return this.helpers.httpRequest({});', ['helpers.httpRequest()']],
  ["return await this.helpers.getBinaryDataBuffer(0, 'data');", []],
  ['return $env.HOME + process.env.X;', ['$env', 'process']],
  [
    '$execution.customData.set("a", $parameter.b); return $execution.id;',
    ['$execution.customData', '$parameter'],
  ],
  ['const fetch = () => 1; return fetch();', []],
  ['function crypto(URL) { return URL; }\nreturn crypto(1);', []],
  ["const { a } = await import('x'); return this.getNodeParameter('y');", ['getNodeParameter()', 'import()']],
  ["return $getWorkflowStaticData('global').a + DateTime.now() + $now;", []],
])('%s', (source, missing) => {
  expect(checkCode(source)).toEqual({ ok: true, missing });
});

it('says what cannot be read', () => {
  expect(checkCode('return ((;')).toMatchObject({
    ok: false,
    problem: expect.stringContaining('1:') as string,
  });
});
