/**
 * Syntax tree to closures, by an allow-list of node types: what is not listed here does not exist. A compiled
 * expression holds no run state and may be shared by everyone.
 */
import type { AnyNode, Expression } from 'acorn';
import {
  createContext,
  findLocal,
  enterNode,
  notAllowed,
  readLocal,
  type Closure,
  type CompileContext,
} from './compile-context';
import { compileFunction } from './compile-function';
import { compileArray, compileLiteral, compileObject, compileTemplateLiteral } from './compile-literals';
import { compileCall, compileChain, compileMember, compileNew, unknownName } from './compile-members';
import { compileBinary, compileConditional, compileLogical, compileUnary } from './compile-operators';
import { Fault, toProblem, type ExpressionProblem } from './errors';
import { refuseUnsupported } from './refused-members';
import { createLru } from './lru';
import { findScopeName } from './names';
import { parseAt } from './parse';

export interface CompiledExpression {
  /** The expression itself, without braces. */
  source: string;
  /** Offsets in the text it was compiled from. */
  start: number;
  end: number;
  tree: Expression;
  /** Use `evaluateExpression`: this gives values that are not yet data. */
  evaluate: Closure;
}

export type CompileResult = { ok: CompiledExpression } | { problem: ExpressionProblem };

const cache = createLru<CompileResult>(2000, 4_000_000);

/** Compiles one bare expression (no braces). Cached by source; positions are offsets in it. */
export function compileExpression(source: string): CompileResult {
  const known = cache.get(source);
  if (known) return known;
  let result = compileExpressionAt(source, 0);
  if ('ok' in result) {
    const rest = /\S/g;
    rest.lastIndex = result.ok.end;
    const extra = rest.exec(source);
    if (extra) {
      const fault = new Fault('syntax', 'Write one expression only.', {
        start: extra.index,
        end: source.length,
      });
      result = { problem: toProblem(fault, { start: 0, end: source.length }) };
    }
  }
  cache.set(source, result);
  return result;
}

/** Compiles the expression that starts at `start` and ends where the parser says; what follows is the caller's. */
export function compileExpressionAt(text: string, start: number): CompileResult {
  try {
    const tree = parseAt(text, start);
    const evaluate = createContext(undefined, { depth: 0, nodes: 0, root: tree }, compileNode).compile(tree);
    return {
      ok: { source: text.slice(tree.start, tree.end), start: tree.start, end: tree.end, tree, evaluate },
    };
  } catch (error) {
    return { problem: toProblem(error, { start, end: text.length }) };
  }
}

function compileNode(node: AnyNode, context: CompileContext): Closure {
  enterNode(context, node);
  const closure = compileByType(node, context);
  context.meter.depth--;
  return closure;
}

function compileByType(node: AnyNode, context: CompileContext): Closure {
  switch (node.type) {
    case 'Identifier':
      return compileName(node, context);
    case 'MemberExpression':
      return compileMember(node, context);
    case 'CallExpression':
      return compileCall(node, context);
    case 'ChainExpression':
      return compileChain(node, context);
    case 'Literal':
      return compileLiteral(node);
    case 'TemplateLiteral':
      return compileTemplateLiteral(node, context);
    case 'ArrayExpression':
      return compileArray(node, context);
    case 'ObjectExpression':
      return compileObject(node, context);
    case 'ArrowFunctionExpression':
    case 'FunctionExpression':
      return compileFunction(node, context);
    case 'ConditionalExpression':
      return compileConditional(node, context);
    case 'LogicalExpression':
      return compileLogical(node, context);
    case 'BinaryExpression':
      return compileBinary(node, context);
    case 'UnaryExpression':
      return compileUnary(node, context);
    case 'NewExpression':
      return compileNew(node, context);
    case 'ParenthesizedExpression':
      return context.compile(node.expression);
    default:
      throw notAllowed(
        node,
        REFUSED[node.type] ?? 'This construct is not part of expressions. Use a Code node.',
      );
  }
}

/** What to do instead, for the constructs people try. */
const REFUSED: Readonly<Record<string, string>> = {
  AssignmentExpression:
    'Expressions cannot assign. Compare with ===, or use an Edit Fields node to set values.',
  UpdateExpression: 'Expressions cannot change values. Write + 1 or - 1.',
  SequenceExpression: 'Write one expression, without commas outside of brackets.',
  TaggedTemplateExpression: 'Tagged templates are not part of expressions. Call the function with ( ).',
  ThisExpression: 'this is not part of expressions. Data of the current item is in $json.',
  ImportExpression: 'import is not part of expressions. Use a Code node.',
  MetaProperty: 'import.meta and new.target are not part of expressions.',
  AwaitExpression: 'await is not part of expressions.',
  YieldExpression: 'yield is not part of expressions.',
  ClassExpression: 'Classes are not part of expressions. Use a Code node.',
};

function compileName(node: { name: string; start: number; end: number }, context: CompileContext): Closure {
  const local = findLocal(context.locals, node.name);
  if (local) return readLocal(local);
  if (node.name === 'undefined') return () => undefined;
  if (node.name === 'NaN') return () => Number.NaN;
  if (node.name === 'Infinity') return () => Number.POSITIVE_INFINITY;
  const entry = findScopeName(node.name);
  if (!entry) throw unknownName(node, node.name);
  refuseUnsupported(entry, node);
  if (!entry.value) {
    throw notAllowed(node, `${node.name} is not a value. Call it or a function of it, as in its help.`);
  }
  return entry.value;
}
