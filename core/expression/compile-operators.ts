/** Unary, binary, logical and conditional operators. JavaScript's own operators see primitives only. */
import type { BinaryExpression, ConditionalExpression, LogicalExpression, UnaryExpression } from 'acorn';
import { isPrimitive, looseEquals, toKey, toPrimitive } from './coerce';
import { notAllowed, type Closure, type CompileContext } from './compile-context';
import { Fault } from './errors';
import { chargeText, type Run } from './run';
import { isPlainObject, Lambda } from './values';

type Operator = (run: Run, a: unknown, b: unknown) => unknown;

export function compileUnary(node: UnaryExpression, context: CompileContext): Closure {
  const inner = context.compile(node.argument);
  switch (node.operator) {
    case '!':
      return (run, frame) => !inner(run, frame);
    case '-':
      return (run, frame) => -numeric(run, inner(run, frame));
    case '+':
      return (run, frame) => numeric(run, inner(run, frame));
    case '~':
      return (run, frame) => ~numeric(run, inner(run, frame));
    case 'typeof':
      return (run, frame) => {
        const value = inner(run, frame);
        return value instanceof Lambda ? 'function' : typeof value;
      };
    default:
      throw notAllowed(node, `${node.operator} is not part of expressions.`);
  }
}

export function compileLogical(node: LogicalExpression, context: CompileContext): Closure {
  const left = context.compile(node.left);
  const right = context.compile(node.right);
  if (node.operator === '&&') return (run, frame) => left(run, frame) && right(run, frame);
  if (node.operator === '||') return (run, frame) => left(run, frame) || right(run, frame);
  return (run, frame) => left(run, frame) ?? right(run, frame);
}

export function compileConditional(node: ConditionalExpression, context: CompileContext): Closure {
  const test = context.compile(node.test);
  const yes = context.compile(node.consequent);
  const no = context.compile(node.alternate);
  return (run, frame) => (test(run, frame) ? yes(run, frame) : no(run, frame));
}

export function compileBinary(node: BinaryExpression, context: CompileContext): Closure {
  const operator = OPERATORS.get(node.operator);
  if (!operator || node.left.type === 'PrivateIdentifier') {
    throw notAllowed(node, `${node.operator} is not part of expressions.`);
  }
  const left = context.compile(node.left);
  const right = context.compile(node.right);
  return (run, frame) => operator(run, left(run, frame), right(run, frame));
}

function numeric(run: Run, value: unknown): number {
  return typeof value === 'number' ? value : Number(toPrimitive(run, value, 'number'));
}

/** JavaScript's `+`: text when one side is text, else a number. */
function add(run: Run, a: unknown, b: unknown): unknown {
  if (typeof a === 'number' && typeof b === 'number') return a + b;
  const x = toPrimitive(run, a, 'default');
  const y = toPrimitive(run, b, 'default');
  if (typeof x !== 'string' && typeof y !== 'string') return Number(x) + Number(y);
  const text = String(x) + String(y);
  chargeText(run, text.length);
  return text;
}

type Order = (a: string | number, b: string | number) => boolean;

function compare(order: Order): Operator {
  return (run, a, b) => {
    const x = toPrimitive(run, a, 'number');
    const y = toPrimitive(run, b, 'number');
    return typeof x === 'string' && typeof y === 'string' ? order(x, y) : order(Number(x), Number(y));
  };
}

function arithmetic(calculate: (a: number, b: number) => number): Operator {
  return (run, a, b) => calculate(numeric(run, a), numeric(run, b));
}

/** `'name' in object`: own properties only. */
function isIn(_run: Run, key: unknown, target: unknown): boolean {
  const name = toKey(key);
  if (isPlainObject(target) || Array.isArray(target)) return Object.hasOwn(target, name);
  throw new Fault('type', 'The right side of "in" must be an object or an array.');
}

/** `===`; values that are not data (dates, sets) are compared by identity, as in JavaScript. */
function strictEquals(a: unknown, b: unknown): boolean {
  return a === b;
}

const OPERATORS: ReadonlyMap<string, Operator> = new Map<string, Operator>([
  ['+', add],
  ['-', arithmetic((a, b) => a - b)],
  ['*', arithmetic((a, b) => a * b)],
  ['/', arithmetic((a, b) => a / b)],
  ['%', arithmetic((a, b) => a % b)],
  ['**', arithmetic((a, b) => a ** b)],
  ['|', arithmetic((a, b) => a | b)],
  ['&', arithmetic((a, b) => a & b)],
  ['^', arithmetic((a, b) => a ^ b)],
  ['<<', arithmetic((a, b) => a << b)],
  ['>>', arithmetic((a, b) => a >> b)],
  ['>>>', arithmetic((a, b) => a >>> b)],
  ['===', (_run, a, b) => strictEquals(a, b)],
  ['!==', (_run, a, b) => !strictEquals(a, b)],
  // eslint-disable-next-line eqeqeq -- this is what implements ==
  ['==', (run, a, b) => (isPrimitive(a) && isPrimitive(b) ? a == b : looseEquals(run, a, b))],
  ['!=', (run, a, b) => !looseEquals(run, a, b)],
  ['<', compare((a, b) => a < b)],
  ['>', compare((a, b) => a > b)],
  ['<=', compare((a, b) => a <= b)],
  ['>=', compare((a, b) => a >= b)],
  ['in', isIn],
]);
