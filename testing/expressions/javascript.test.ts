import fc from 'fast-check';
import { createContext, runInContext } from 'node:vm';
import { expect, it } from 'vitest';
import { compileExpression } from '@/core/expression/compile';
import { evaluateExpression } from '@/core/expression/evaluate';
import { EXAMPLE_ENV } from '@/core/expression/example-env';
import { randomCases } from '@/testing/random-cases';

const pick = (...options: readonly string[]) => fc.constantFrom(...options);
const literal = pick(
  ...['1', '-2', '0', '3.7', '10', '1e21', 'NaN', 'null', 'true', 'false', 'undefined', '{}', '[]'],
  ...[
    '""',
    '"abc"',
    '"a,b"',
    '" x "',
    '"12"',
    '"ÄßÉ"',
    '[3, 1, 2]',
    '["b", "a"]',
    '[1, [2, [3]]]',
    '{ a: 1 }',
  ],
);
const text = pick('"abc"', '"a,b,c"', '"aXbXc"', '"Hello World"', '"12.5"', '""');
const list = pick(
  '[3, 1, 2]',
  '["b", "a", "c"]',
  '[1, [2, [3]]]',
  '[{ a: 1 }, { a: 2 }]',
  '[null, undefined, 1]',
  '[]',
);
const onText = pick(
  ...['at', 'charAt', 'charCodeAt', 'codePointAt', 'concat', 'indexOf', 'lastIndexOf', 'repeat', 'slice'],
  ...[
    'substring',
    'substr',
    'split',
    'toLowerCase',
    'toUpperCase',
    'toString',
    'trim',
    'trimEnd',
    'trimStart',
  ],
);
const onList = pick(
  'at',
  'concat',
  'flat',
  'includes',
  'indexOf',
  'join',
  'slice',
  'toReversed',
  'toSpliced',
  'toString',
);
const withFunction = pick('every', 'some', 'filter', 'find', 'findIndex', 'findLast', 'flatMap', 'map');
const body = pick('x', 'i', 'x > 1', '[x, i]', 'x + 1', '`${x}`', 'typeof x', 'i % 2 === 0');
const pattern = pick('/b/', '/[a-c]/g', '/(a)(b)?/', '/\\d+/g', '/X/', '/,/g', '/^/', '/$/');
const operator = pick(
  '+',
  '-',
  '*',
  '/',
  '%',
  '==',
  '!=',
  '===',
  '<',
  '>=',
  '&&',
  '||',
  '??',
  '&',
  '|',
  '<<',
  '>>>',
);
const unary = pick('!', '-', '+', '~', 'typeof ');
const call = pick(
  ...[
    'Number',
    'String',
    'Boolean',
    'parseInt',
    'parseFloat',
    'isNaN',
    'Math.round',
    'Math.abs',
    'Array.isArray',
  ],
  ...['Object.keys', 'Object.entries', 'JSON.stringify', 'Array.of', 'Array.from', 'encodeURIComponent'],
);

/** Programs that are both: JavaScript, and expressions. */
const { program } = fc.letrec<{ program: string }>((tie) => {
  const one = tie('program');
  return {
    program: fc.oneof(
      { maxDepth: 3, depthIdentifier: 'program' },
      literal,
      fc.tuple(one, operator, one).map(([a, o, b]) => `(${a} ${o === '??' ? '+ "" ??' : o} ${b})`),
      fc.tuple(unary, one).map(([o, a]) => `(${o}(${a}))`),
      fc.tuple(one, one, one).map(([a, b, c]) => `(${a} ? ${b} : ${c})`),
      one.map((a) => `\`<\${${a}}>\``),
      fc.tuple(one, one).map(([a, b]) => `[${a}, ...[${b}]]`),
      fc.tuple(one, pick('{}', '[1, 2]', 'null')).map(([a, b]) => `({ p: ${a}, ...${b} })`),
      fc.tuple(call, one).map(([f, a]) => `${f}(${a})`),
      fc.tuple(text, onText, literal).map(([a, k, b]) => `(${a}).${k}(${b})`),
      fc.tuple(text, pick('search', 'split'), pattern).map(([a, k, b]) => `(${a}).${k}(${b})`),
      fc.tuple(text, pattern).map(([a, b]) => `[...((${a}).match(${b}) ?? [])]`),
      fc.tuple(text, pattern, literal).map(([a, b, c]) => `(${a}).replace(${b}, ${c})`),
      fc.tuple(list, onList, literal).map(([a, k, b]) => `(${a}).${k}(${b})`),
      fc.tuple(list, withFunction, body).map(([a, k, b]) => `(${a}).${k}((x, i) => ${b})`),
      fc.tuple(one, one).map(([a, b]) => `(() => { const x = ${a}; if (x) return ${b}; return [x] })()`),
    ),
  };
});

const FAILS = 'fails';
const asJson = (value: unknown): string => JSON.stringify(value) ?? 'undefined';
const host = createContext({});

function inJavaScript(source: string): string {
  try {
    return asJson(runInContext(`(${source})`, host, { timeout: 1000 }));
  } catch {
    return FAILS;
  }
}

function here(source: string): string {
  const compiled = compileExpression(source);
  if ('problem' in compiled) return FAILS;
  const result = evaluateExpression(compiled.ok, EXAMPLE_ENV);
  return result.ok ? asJson(result.value) : FAILS;
}

it('what is JavaScript means the same as in JavaScript', () => {
  let values = 0;
  // A failure prints the seed and the smallest program.
  const numRuns = randomCases(3000);
  fc.assert(
    fc.property(program, (source) => {
      const wanted = inJavaScript(source);
      // Reading on where JavaScript fails is allowed; another value is not.
      if (wanted === FAILS) return;
      expect(here(source)).toBe(wanted);
      values++;
    }),
    { numRuns },
  );
  expect(values).toBeGreaterThan((numRuns * 2) / 3);
});
