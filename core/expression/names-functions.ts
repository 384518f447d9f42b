/** Functions of JavaScript over numbers and texts, called with coerced arguments. */
import { toInteger, toList, toNumber, toText } from './coerce';
import { chargeText, randomNumber, type Run } from './run';
import { functionTable, type FunctionRow } from './table';

type Row = FunctionRow<undefined>;

function unary(name: string, doc: string, calculate: (value: number) => number): Row {
  return [name, '(number) → number', doc, (_s, [value], run) => calculate(toNumber(run, value))];
}

function numbers(args: readonly unknown[], run: Run): number[] {
  return args
    .flatMap((arg) => (Array.isArray(arg) ? toList(run, arg, 'This') : [arg]))
    .map((arg) => toNumber(run, arg));
}

export const MATH_FUNCTIONS = functionTable<undefined>([
  unary('abs', 'Without its sign.', Math.abs),
  unary('ceil', 'The next whole number up.', Math.ceil),
  unary('floor', 'The next whole number down.', Math.floor),
  unary('round', 'The nearest whole number.', Math.round),
  unary('trunc', 'Without the part after the point.', Math.trunc),
  unary('sign', '-1, 0 or 1.', Math.sign),
  unary('sqrt', 'The square root.', Math.sqrt),
  unary('cbrt', 'The cube root.', Math.cbrt),
  unary('exp', 'e to this power.', Math.exp),
  unary('log', 'The natural logarithm.', Math.log),
  unary('log2', 'The logarithm to base 2.', Math.log2),
  unary('log10', 'The logarithm to base 10.', Math.log10),
  unary('sin', 'The sine.', Math.sin),
  unary('cos', 'The cosine.', Math.cos),
  unary('tan', 'The tangent.', Math.tan),
  unary('asin', 'The inverse sine.', Math.asin),
  unary('acos', 'The inverse cosine.', Math.acos),
  unary('atan', 'The inverse tangent.', Math.atan),
  unary('sinh', 'The hyperbolic sine.', Math.sinh),
  unary('cosh', 'The hyperbolic cosine.', Math.cosh),
  unary('tanh', 'The hyperbolic tangent.', Math.tanh),
  unary('log1p', 'The natural logarithm of 1 more.', Math.log1p),
  unary('expm1', 'e to this power, less 1.', Math.expm1),
  unary('fround', 'The nearest number of single precision.', Math.fround),
  unary('clz32', 'How many zeros lead its 32 bits.', Math.clz32),
  [
    'atan2',
    '(y, x) → number',
    'The angle of a point.',
    (_s, [y, x], run) => Math.atan2(toNumber(run, y), toNumber(run, x)),
  ],
  ['pow', '(base, exponent) → number', 'A power.', (_s, [b, e], run) => toNumber(run, b) ** toNumber(run, e)],
  [
    'hypot',
    '(…numbers) → number',
    'The length of a vector.',
    (_s, args, run) => Math.hypot(...numbers(args.slice(0, 100), run)),
  ],
  [
    'min',
    '(…numbers) → number',
    'The smallest.',
    (_s, args, run) => numbers(args, run).reduce((a, b) => Math.min(a, b), Infinity),
  ],
  [
    'max',
    '(…numbers) → number',
    'The largest.',
    (_s, args, run) => numbers(args, run).reduce((a, b) => Math.max(a, b), -Infinity),
  ],
  ['random', '() → number', 'A number from 0 up to 1.', (_s, _a, run) => randomNumber(run)],
]);

export const NUMBER_FUNCTIONS = functionTable<undefined>([
  ['isNaN', '(value) → boolean', 'Whether it is not a number.', (_s, [v]) => Number.isNaN(v)],
  ['isFinite', '(value) → boolean', 'Whether it is a finite number.', (_s, [v]) => Number.isFinite(v)],
  ['isInteger', '(value) → boolean', 'Whether it is a whole number.', (_s, [v]) => Number.isInteger(v)],
  [
    'isSafeInteger',
    '(value) → boolean',
    'Whether it is a whole number without loss.',
    (_s, [v]) => Number.isSafeInteger(v),
  ],
  [
    'parseInt',
    '(text, radix?) → number',
    'The whole number a text starts with.',
    (_s, [t, r], run) => Number.parseInt(toText(run, t), toInteger(run, r, 0) || undefined),
  ],
  [
    'parseFloat',
    '(text) → number',
    'The number a text starts with.',
    (_s, [t], run) => Number.parseFloat(toText(run, t)),
  ],
]);

function coded(name: string, doc: string, convert: (text: string) => string): Row {
  return [
    name,
    '(text) → text',
    doc,
    (_s, [value], run) => {
      const text = toText(run, value);
      chargeText(run, text.length * 3);
      return convert(text);
    },
  ];
}

export const TEXT_FUNCTIONS = functionTable<undefined>([
  coded('encodeURIComponent', 'Fit to be a part of a URL.', encodeURIComponent),
  coded('decodeURIComponent', 'A part of a URL as plain text.', decodeURIComponent),
  coded('encodeURI', 'Fit to be a URL.', encodeURI),
  coded('decodeURI', 'A URL as plain text.', decodeURI),
  coded('btoa', 'Latin-1 text as base64.', btoa),
  coded('atob', 'Base64 as Latin-1 text.', atob),
]);
