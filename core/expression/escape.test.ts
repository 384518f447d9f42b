import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { randomCases } from '@/testing/random-cases';
import { compileExpression } from './compile';
import { evaluateExpression } from './evaluate';
import { createEnv } from './scope';

let touched = 0;
const TARGETS: object[] = [
  Object.prototype,
  Array.prototype,
  String.prototype,
  Number.prototype,
  Function.prototype,
  globalThis,
];

beforeAll(() => {
  const canary = (): string => {
    touched++;
    return 'canary';
  };
  for (const target of TARGETS)
    Object.defineProperty(target, 'canary', { value: canary, configurable: true });
});
afterAll(() => {
  for (const target of TARGETS) Reflect.deleteProperty(target, 'canary');
});

function evaluate(source: string): unknown {
  const compiled = compileExpression(source);
  if ('problem' in compiled) return { refused: compiled.problem.code };
  const item = { json: JSON.parse('{"a":{"b":[1,2,{"c":"x"}]},"s":"text","n":3,"__proto__":{"own":1}}') };
  const result = evaluateExpression(compiled.ok, createEnv({ item, inputItems: () => [item] }));
  return result.ok ? result.value : { refused: result.error.code };
}

/** Plain data all the way down: no function, no foreign prototype. */
function assertPlain(value: unknown): void {
  if (typeof value === 'function' || typeof value === 'symbol') throw new Error('a host value came out');
  if (typeof value !== 'object' || value === null) return;
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== Array.prototype)
    throw new Error('a host object came out');
  for (const entry of Object.values(value)) assertPlain(entry);
}

const CORPUS = [
  `$json.constructor.constructor("return globalThis")()`,
  `"".constructor.constructor("return process")()`,
  `[].constructor.constructor("return 1")()`,
  `(x => x).constructor("return process")()`,
  `({}).__proto__.polluted`,
  `$json.a.__proto__.canary()`,
  `({ __proto__: { canary: 1 } }).canary`,
  `({ "__proto__": null })`,
  `({ ["__proto__"]: { x: 1 } }).x`,
  `Object.fromEntries([["__proto__", { polluted: 1 }]]).polluted`,
  `Object.assign({}, JSON.parse('{"__proto__":{"polluted":1}}')).polluted`,
  `Object.getPrototypeOf([])`,
  `Object.defineProperty({}, "a", {})`,
  `Object.constructor`,
  `Math.constructor.constructor("return 1")()`,
  `JSON["constructor"]`,
  `Math[["max"]](1)`,
  `$json[["constructor"]]`,
  '$json[`constructor`][`constructor`]',
  `$json[{ toString: () => "constructor" }]`,
  `$json[{ [Symbol.toPrimitive]: () => "a" }]`,
  `$json.s[["canary"]]()`,
  `"".canary()`,
  `[].canary()`,
  `({}).canary()`,
  `(5).canary()`,
  `(x => x).canary()`,
  `canary()`,
  `globalThis.canary()`,
  `({ toString: () => "x" }) + ""`,
  `({ valueOf: () => 1 }) * 2`,
  `[{ toString: () => "x" }].join()`,
  `({ get a() { return 1 } }).a`,
  `({ set a(v) {} })`,
  `({ m() { return this } }).m()`,
  `({ constructor: c }) => c`,
  `(({ constructor: c }) => c)({})`,
  `(({ constructor: { constructor: f } }) => f("return 1")())("")`,
  `(({ [["constructor"]]: c }) => c)("")`,
  `(([c = canary]) => c)([])`,
  `((...args) => args)(1)`,
  `((a, b = a.constructor) => b("x"))("")`,
  `with ({}) { a }`,
  `function () { return this }`,
  `(function () { return this })()`,
  `(() => { return this })()`,
  `(async () => 1)()`,
  `this`,
  `this.constructor`,
  `arguments`,
  `arguments.callee`,
  `new.target`,
  `import("fs")`,
  `import.meta.url`,
  `require("fs")`,
  `process.env`,
  `eval("1")`,
  `Function("return 1")()`,
  `new Function("return 1")()`,
  `new Proxy({}, {})`,
  `Reflect.ownKeys({})`,
  `Symbol.iterator`,
  `new (class { x = 1 })()`,
  `new Date().constructor`,
  `$now.constructor`,
  `$now.loc`,
  `$now.zone.constructor`,
  `DateTime.prototype`,
  `DateTime["constructor"]("return 1")`,
  `new Set([1]).constructor`,
  `new Map().constructor`,
  `new URL("http://a").constructor`,
  `/a/.constructor`,
  `"a".replace("a", canary)`,
  `"a".replace("a", { toString: () => "b" })`,
  'canary`x`',
  'String.raw`x`',
  `[1].map(canary)`,
  `[1].map("".constructor)`,
  `[..."ab"].map(x => x.constructor)`,
  `({ ...$now })`,
  `({ ...(x => x) })`,
  `[...$now]`,
  `[...{ length: 1 }]`,
  `$json.a = 1`,
  `$json.n++`,
  `delete $json.a`,
  `$json.a.b.push(1)`,
  `$input.constructor`,
  `$input.all.constructor`,
  `$("x").constructor`,
  `$node.constructor`,
  `$json?.["constructor"]?.["constructor"]?.("x")`,
  `$json.a?.b.constructor?.("x")`,
  `$json instanceof Object`,
  `x => x`,
  `[x => x]`,
  `Array.from`,
  `[Math.max]`,
  `Math`,
  `$`,
  `"a".at`,
  `1n`,
  `(1).toLocaleString("en", { toString: () => 1, get: 1 })`,
  `new Date(2020, 0).toLocaleString("en", { timeZone: { toString: () => "UTC" } })`,
  `/(a+)+$/.test("a".repeat(100000) + "b")`,
  `/(a|aa)+b|a/g.test("a".repeat(100000))`,
  `"a".repeat(200000).match(/a.*b|a/g).length`,
  `/((a{100}){100}){100}/.test("a")`,
  `"a".match("(a{1000}){1000}")`,
  `"x".repeat(1e12)`,
  `"x".padStart(1e12)`,
  `"x".repeat(4e6) + "x".repeat(4e6)`,
  `Array.from({ length: 60 }).reduce(s => s + s, "xxxx")`,
  `Array.from({ length: 60 }).reduce(a => [...a, ...a], [1])`,
  `Array.from({ length: 60 }).reduce(a => [a, a], [1])`,
  `Array.from({ length: 60 }).reduce(a => a.concat(a), [1])`,
  `Array.from({ length: 60 }).reduce(a => ({ a, b: a }), {})`,
  `Array.from({ length: 5000 }).reduce(a => [a], 1)`,
  `Array.from({ length: 1e9 })`,
  `Array.from({ length: 1e5 }).map(x => Array.from({ length: 1e5 }))`,
  `Array.from({ length: 1e4 }).flatMap(x => Array.from({ length: 1e4 }))`,
  `"a".repeat(1e6).split("").map(x => "a".repeat(1e6))`,
  `"a".repeat(1e5).replaceAll("a", "b".repeat(1e5))`,
  `"ab".repeat(1e5).replace(/a/g, "$'$'$'$'")`,
  `(f => f(f))(f => f(f))`,
  `(f => [1, 2, 3].map(() => f(f)))(f => [1, 2, 3].map(() => f(f)))`,
  `JSON.parse("[".repeat(100000))`,
  `JSON.parse("[".repeat(50000) + "]".repeat(50000))`,
  `$now.toFormat("y".repeat(1e6))`,
  '('.repeat(5000) + '1' + ')'.repeat(5000),
  '['.repeat(5000) + ']'.repeat(5000),
  '!'.repeat(10000) + '1',
  `${'1+'.repeat(9000)}1`,
  `$json${'.a'.repeat(9000)}`,
  `"${'x'.repeat(30000)}"`,
];

describe('nothing gets out and nothing hangs', () => {
  it.each(CORPUS.map((source) => [source.slice(0, 100), source]))('%s', (_title, source) => {
    // What is not bounded takes minutes and ends in the runner's time limit.
    assertPlain(evaluate(source));
    expect(touched).toBe(0);
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false);
  });

  it('refuses what would reach the host, by name', () => {
    for (const source of ['$json.constructor', '"".constructor', '[].constructor', '$json.a.__proto__']) {
      expect(evaluate(source)).toBeUndefined();
    }
    expect(evaluate('$json.constructor.constructor("x")()')).toEqual({ refused: 'expression.unknown-name' });
    expect(evaluate('$json["con" + "structor"]["constructor"]("x")()')).toEqual({
      refused: 'expression.unknown-name',
    });
    expect(evaluate('$json.a["con" + "structor"]["con" + "structor"]("x")')).toEqual({
      refused: 'expression.type',
    });
    expect(evaluate('$now.constructor')).toEqual({ refused: 'expression.unknown-name' });
  });
});

const names = fc.constantFrom(
  '$json',
  '$now',
  '$input',
  '$',
  'Math',
  'JSON',
  'Object',
  'x',
  'y',
  'canary',
  'globalThis',
  'process',
  'DateTime',
  'Array',
  'undefined',
  'this',
  'arguments',
  'Function',
  'eval',
  '$node',
  'String',
  'Symbol',
  'Reflect',
);
const keys = fc.constantFrom(
  'a',
  'b',
  'constructor',
  '__proto__',
  'prototype',
  'canary',
  'toString',
  'valueOf',
  'map',
  'filter',
  'call',
  'apply',
  'bind',
  'length',
  'first',
  'replace',
  'reduce',
  'item',
  'all',
  'assign',
  'from',
  'entries',
  '__defineGetter__',
  'plus',
  'repeat',
  'keys',
);
const literals = fc.constantFrom(
  '1',
  '-1',
  '1e9',
  '"x"',
  "'constructor'",
  'null',
  'true',
  '`t`',
  '/a+/g',
  '[]',
  '{}',
  '""',
);

/** Programs from the whole grammar of JavaScript expressions, forbidden forms included. */
const { program } = fc.letrec<{ program: string }>((tie) => ({
  program: fc.oneof(
    { maxDepth: 5, depthIdentifier: 'program' },
    names,
    literals,
    fc.tuple(tie('program'), keys).map(([a, k]) => `(${a}).${k}`),
    fc.tuple(tie('program'), keys, tie('program')).map(([a, k, b]) => `(${a}).${k}(${b})`),
    fc.tuple(names, keys, tie('program')).map(([a, k, b]) => `${a}.${k}(${b})`),
    fc.tuple(tie('program'), tie('program')).map(([a, b]) => `(${a})[${b}]`),
    fc.tuple(tie('program'), tie('program')).map(([a, b]) => `(${a})(${b})`),
    fc.tuple(tie('program'), keys).map(([a, k]) => `(${a})?.${k}?.(1)`),
    fc
      .tuple(
        fc.constantFrom('x', 'y', '{ constructor: x }', '[x, y]', '...x', '{ a: x = 1 }'),
        tie('program'),
      )
      .map(([p, a]) => `((${p}) => (${a}))`),
    fc.tuple(tie('program'), tie('program')).map(([a, b]) => `((x) => (${a}))(${b})`),
    fc
      .tuple(
        tie('program'),
        fc.constantFrom('+', '-', '==', '===', '<', '&&', '||', '??', 'in', 'instanceof', '=', '**', ','),
        tie('program'),
      )
      .map(([a, o, b]) => `((${a}) ${o} (${b}))`),
    fc
      .tuple(fc.constantFrom('!', '-', 'typeof ', 'void ', 'delete ', 'await ', 'new ', '++'), tie('program'))
      .map(([o, a]) => `${o}(${a})`),
    fc.tuple(keys, tie('program')).map(([k, a]) => `({ ${k}: ${a} })`),
    fc.tuple(tie('program'), tie('program')).map(([k, a]) => `({ [${k}]: ${a} })`),
    fc.tuple(tie('program')).map(([a]) => `({ ...${a}, get a() { return ${a} } })`),
    fc.tuple(tie('program'), tie('program')).map(([a, b]) => `[${a}, ...(${b})]`),
    fc.tuple(tie('program'), tie('program')).map(([a, b]) => `(${a})\`\${${b}}\``),
    fc.tuple(tie('program')).map(([a]) => `\`\${${a}}\``),
    fc.tuple(tie('program'), tie('program'), tie('program')).map(([a, b, c]) => `((${a}) ? (${b}) : (${c}))`),
    fc
      .tuple(fc.constantFrom('Date', 'Set', 'Map', 'URL', 'Function', 'Proxy'), tie('program'))
      .map(([n, a]) => `new ${n}(${a})`),
    fc.tuple(tie('program')).map(([a]) => `(function () { return ${a} })()`),
    fc.tuple(tie('program')).map(([a]) => `(class { static x = ${a} })`),
  ),
}));

it('random programs are refused or give plain data, and touch nothing of the host', () => {
  let evaluated = 0;
  const numRuns = randomCases(3000);
  fc.assert(
    fc.property(program, (source) => {
      const value = evaluate(source);
      assertPlain(value);
      if (!(typeof value === 'object' && value !== null && 'refused' in value)) evaluated++;
      expect(touched).toBe(0);
    }),
    { numRuns, verbose: 1 },
  );
  expect(evaluated).toBeGreaterThan(numRuns / 60);
});
