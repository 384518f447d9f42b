import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { compileExpression } from '@/core/expression/compile';
import { evaluateExpression } from '@/core/expression/evaluate';
import { EXAMPLE_ENV } from '@/core/expression/example-env';
import { SCOPE_NAMES } from '@/core/expression/names';
import { createRun, LIMITS } from '@/core/expression/run';
import { KIND_TABLES } from '@/core/expression/tables/kinds';
import { randomCases } from '@/testing/random-cases';
import { armHost, assertPlain, disarmHost, touches } from './host-canary';

beforeAll(armHost);
afterAll(disarmHost);

const FORBIDDEN = ['constructor', '__proto__', 'prototype', 'canary', 'call', 'apply', 'bind', 'caller'];
const tables = Object.values(KIND_TABLES);
const KEYS = [
  ...new Set([
    ...tables.flatMap((table) => [...table.functions.keys(), ...table.properties.keys()]),
    ...FORBIDDEN,
    'a',
    'b',
  ]),
];
const STATICS = [...SCOPE_NAMES.values()].flatMap(({ name, members }) =>
  [...(members?.keys() ?? [])].map((member) => `${name}.${member}`),
);
const names = fc.constantFrom(...SCOPE_NAMES.keys(), 'x', 'y', 'globalThis', 'process', 'this', 'undefined');
const key = fc.constantFrom(...KEYS);
const literal = fc.constantFrom(
  ...[
    '1',
    '-1',
    '0',
    '1e9',
    '0.5',
    '""',
    '"a b"',
    "'constructor'",
    'null',
    'true',
    '`t`',
    '/a+/g',
    '[]',
    '{}',
  ],
  ...[
    '[3, 1, 2]',
    '["b", "a"]',
    '[{ a: 1 }, { a: 2 }]',
    '{ a: 1, b: "x" }',
    '"2026-03-01"',
    '"days"',
    '$json',
  ],
);
const pattern = fc.constantFrom('x', 'y', '{ a }', '{ a: y, ...x }', '[x, ...y]', 'x = 1', '[, x]', '...x');
const operator = fc.constantFrom(
  ...[
    '+',
    '-',
    '*',
    '/',
    '%',
    '**',
    '==',
    '===',
    '<',
    '>=',
    '&&',
    '||',
    '??',
    'in',
    '&',
    '<<',
    'instanceof',
    '=',
    ',',
  ],
);
const query = fc.constantFrom(
  '@',
  '*',
  '[]',
  'a',
  '[?a]',
  '[*].a',
  '{x: a}',
  'keys(@)',
  'sort(@)',
  '[::-1]',
  '&a',
  '(',
);

/** Programs from the whole grammar, with every name and function there is, and forms that are not part of it. */
const { program } = fc.letrec<{ program: string }>((tie) => {
  const one = tie('program');
  const depth = { maxDepth: 5, depthIdentifier: 'program' } as const;
  return {
    program: fc.oneof(
      depth,
      names,
      literal,
      fc.tuple(literal, key, literal).map(([a, k, b]) => `(${a}).${k}(${b})`),
      fc.tuple(literal, operator, literal).map(([a, o, b]) => `((${a}) ${o} (${b}))`),
      fc.tuple(one, key).map(([a, k]) => `(${a}).${k}`),
      fc.tuple(one, key).map(([a, k]) => `(${a}).${k}()`),
      fc.tuple(one, key, one).map(([a, k, b]) => `(${a}).${k}(${b})`),
      fc.tuple(one, key, one, one).map(([a, k, b, c]) => `(${a}).${k}(${b}, ${c})`),
      fc.tuple(one, key, one).map(([a, k, b]) => `(${a}).${k}(x => ${b})`),
      fc.tuple(one, key, one).map(([a, k, b]) => `(${a})?.${k}?.(${b})`),
      fc.tuple(one, one).map(([a, b]) => `(${a})[${b}]`),
      fc.tuple(fc.constantFrom(...STATICS), one, one).map(([f, a, b]) => `${f}(${a}, ${b})`),
      fc.tuple(names, one, one).map(([f, a, b]) => `${f}(${a}, ${b})`),
      fc.tuple(one, query).map(([a, q]) => `$jmespath(${a}, ${JSON.stringify(q)})`),
      fc.tuple(pattern, one, one).map(([p, a, b]) => `((${p}) => (${a}))(${b})`),
      fc.tuple(pattern, one, one).map(([p, a, b]) => `(function (y) { const ${p} = ${a}; return ${b} })()`),
      fc.tuple(one, one, one).map(([a, b, c]) => `(() => { if (${a}) { return ${b} } else return ${c} })()`),
      fc.tuple(one, operator, one).map(([a, o, b]) => `((${a}) ${o} (${b}))`),
      fc
        .tuple(fc.constantFrom('!', '-', '~', 'typeof ', 'void ', 'delete ', 'await '), one)
        .map(([o, a]) => `${o}(${a})`),
      fc.tuple(key, one, one).map(([k, a, b]) => `({ ${k}: ${a}, [${b}]: 1, ...(${b}) })`),
      fc.tuple(one, one).map(([a, b]) => `[${a}, ...(${b})]`),
      fc.tuple(one).map(([a]) => `\`<\${${a}}>\``),
      fc.tuple(one, one, one).map(([a, b, c]) => `((${a}) ? (${b}) : (${c}))`),
      fc
        .tuple(fc.constantFrom('Date', 'Set', 'Map', 'URL', 'Array', 'RegExp', 'Intl.NumberFormat'), one)
        .map(([n, a]) => `new ${n}(${a})`),
    ),
  };
});

interface Outcome {
  answer: string;
  steps: number;
}

function run(source: string): Outcome {
  const compiled = compileExpression(source);
  if ('problem' in compiled) return { answer: compiled.problem.code, steps: 0 };
  const result = evaluateExpression(compiled.ok, EXAMPLE_ENV);
  const meter = createRun(EXAMPLE_ENV);
  try {
    compiled.ok.evaluate(meter, undefined);
  } catch {
    // What it says is in the result; here only the steps count.
  }
  if (!result.ok) return { answer: result.error.code, steps: meter.steps };
  assertPlain(result.value);
  return { answer: `= ${JSON.stringify(result.value)}`, steps: meter.steps };
}

const before = JSON.stringify(EXAMPLE_ENV.inputItems());

it('random programs end within their budget, give the same answer twice and touch nothing of the host', () => {
  const answers = new Map<string, number>();
  // A failure prints the seed and the smallest program.
  const numRuns = randomCases(4000);
  fc.assert(
    fc.property(program, (source) => {
      const first = run(source);
      const second = run(source);
      expect(second.answer).toBe(first.answer);
      if (first.answer.startsWith('=')) expect(first.steps).toBeGreaterThanOrEqual(0);
      expect(first.answer.length).toBeLessThan(LIMITS.resultLength * 7);
      expect(touches()).toBe(0);
      const kind = first.answer.startsWith('=') ? 'value' : first.answer;
      answers.set(kind, (answers.get(kind) ?? 0) + 1);
    }),
    { numRuns },
  );
  expect(JSON.stringify(EXAMPLE_ENV.inputItems())).toBe(before);
  expect(answers.get('value') ?? 0).toBeGreaterThan(numRuns / 20);
  expect(answers.get('expression.type') ?? 0).toBeGreaterThan(numRuns / 200);
});
