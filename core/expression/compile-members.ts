/** Property reads, calls, optional chains and `new`. */
import type {
  CallExpression,
  ChainExpression,
  Expression,
  MemberExpression,
  NewExpression,
  SpreadElement,
} from 'acorn';
import { findLocal, notAllowed, type Closure, type CompileContext } from './compile-context';
import { compileElements } from './compile-literals';
import { Fault, nearestName } from './errors';
import { refuseUnknownMethod } from './known-methods';
import { callMember, callValue, memberKey, readMember } from './members';
import { writtenKey } from './missing-path';
import { findScopeName, SCOPE_NAMES } from './names';
import { refuseMember, refuseUnsupported } from './refused-members';
import type { ScopeName } from './scope-name';
import { charge, type Run } from './run';
import { Lambda } from './values';

/** What a broken `?.` gives inside its chain. */
const SHORT = Symbol('short');

export function compileChain(node: ChainExpression, context: CompileContext): Closure {
  const inner = context.compile(node.expression);
  return (run, frame) => {
    const value = inner(run, frame);
    return value === SHORT ? undefined : value;
  };
}

export function compileMember(node: MemberExpression, context: CompileContext): Closure {
  const scopeName = scopeNameOf(node.object, context);
  refuseMember(node, scopeName);
  if (scopeName && !scopeName.value) return compileConstant(node, scopeName);
  const target = compileObjectOf(node, context);
  if (!node.computed) {
    const key = staticKey(node);
    if (!node.optional && node.object.type === 'Identifier')
      return (run, frame) => readMember(run, target(run, frame), key);
    return (run, frame) => {
      const value = target(run, frame);
      if (value === SHORT || (node.optional && (value === null || value === undefined))) return SHORT;
      return readMember(run, value, key);
    };
  }
  const keyOf = compileKey(node, context);
  return (run, frame) => {
    const value = target(run, frame);
    if (value === SHORT || (node.optional && (value === null || value === undefined))) return SHORT;
    const key = memberKey(keyOf(run, frame));
    mark(run, node);
    return readMember(run, value, key);
  };
}

export function compileCall(node: CallExpression, context: CompileContext): Closure {
  const { callee } = node;
  if (callee.type === 'Super') throw notAllowed(callee, 'super is not part of expressions.');
  if (callee.type === 'Identifier' && !findLocal(context.locals, callee.name)) {
    return compileScopeCall(node, callee.name, context);
  }
  const args = compileArguments(node.arguments, context);
  if (callee.type === 'MemberExpression') return compileMethodCall(node, callee, args, context);
  const target = context.compile(callee);
  return (run, frame) => {
    const value = target(run, frame);
    if (value === SHORT || (node.optional && (value === null || value === undefined))) return SHORT;
    const values = args(run, frame);
    mark(run, node);
    return callValue(value, values);
  };
}

type Arguments = (run: Run, frame: Parameters<Closure>[1]) => unknown[];

function compileMethodCall(
  node: CallExpression,
  callee: MemberExpression,
  args: Arguments,
  context: CompileContext,
): Closure {
  const scopeName = scopeNameOf(callee.object, context);
  refuseMember(callee, scopeName);
  if (scopeName && !scopeName.value) {
    const name = staticKey(callee);
    const entry = scopeName.members?.get(name);
    if (!entry) throw unknownStatic(callee, scopeName, name);
    return (run, frame) => {
      const values = args(run, frame);
      mark(run, node);
      charge(run, 4);
      return entry.call(undefined, values, run);
    };
  }
  refuseUnknownMethod(node, callee, context.meter.root);
  const target = compileObjectOf(callee, context);
  const keyOf: Closure = callee.computed ? compileKey(callee, context) : constant(staticKey(callee));
  return (run, frame) => {
    const value = target(run, frame);
    if (value === SHORT) return SHORT;
    if ((value === null || value === undefined) && callee.optional) return SHORT;
    const key = memberKey(keyOf(run, frame));
    if (node.optional && value !== null && typeof value === 'object' && isAbsent(run, value, key))
      return SHORT;
    const values = args(run, frame);
    mark(run, node);
    return callMember(run, value, key, values);
  };
}

/** `object.method?.()` where the object's own property is there and empty. */
function isAbsent(run: Run, value: object, key: string | number): boolean {
  if (!Object.hasOwn(value, key)) return false;
  const own = readMember(run, value, key);
  return own === null || own === undefined;
}

function compileScopeCall(node: CallExpression, name: string, context: CompileContext): Closure {
  const entry = findScopeName(name);
  if (!entry) throw unknownName(node.callee, name);
  refuseUnsupported(entry, node.callee);
  const { call } = entry;
  if (!call) {
    throw notAllowed(node, entry.construct ? `Write new ${name}(…).` : `${name} is not a function.`);
  }
  const args = compileArguments(node.arguments, context);
  return (run, frame) => {
    const values = args(run, frame);
    mark(run, node);
    charge(run, 4);
    return call(values, run);
  };
}

export function compileNew(node: NewExpression, context: CompileContext): Closure {
  const name =
    node.callee.type === 'Identifier' && !findLocal(context.locals, node.callee.name) ? node.callee.name : '';
  const construct = findScopeName(name)?.construct ?? formatterOf(node.callee, context);
  if (!construct)
    throw notAllowed(node, 'new makes Date, Set, Map, Array, RegExp, URL and URLSearchParams only.');
  const args = compileArguments(node.arguments, context);
  return (run, frame) => {
    const values = args(run, frame);
    mark(run, node);
    charge(run, 10);
    return construct(values, run);
  };
}

/** `new Intl.NumberFormat(…)` and `new Intl.DateTimeFormat(…)`. */
function formatterOf(callee: NewExpression['callee'], context: CompileContext): ScopeName['construct'] {
  if (callee.type !== 'MemberExpression' || scopeNameOf(callee.object, context)?.name !== 'Intl')
    return undefined;
  const entry = findScopeName('Intl')?.members?.get(writtenKey(callee) ?? '');
  return entry && ((args, run) => entry.call(undefined, args, run));
}

/** Arguments; the name of a helper (`map(Number)`) stands for a function that calls it. */
function compileArguments(
  nodes: readonly (Expression | SpreadElement)[],
  context: CompileContext,
): Arguments {
  return compileElements(nodes, (node) => helperAsCallback(node, context) ?? context.compile(node));
}

function helperAsCallback(
  node: Parameters<CompileContext['compile']>[0],
  context: CompileContext,
): Closure | undefined {
  if (node.type === 'Identifier' && !findLocal(context.locals, node.name)) {
    const entry = findScopeName(node.name);
    const call = entry?.value ? undefined : entry?.call;
    return call && ((run) => new Lambda((a, b, c) => call([a, b, c], run)));
  }
  if (node.type !== 'MemberExpression' || node.computed) return undefined;
  const scopeName = scopeNameOf(node.object, context);
  const entry = scopeName?.value ? undefined : scopeName?.members?.get(staticKey(node));
  return entry && ((run) => new Lambda((a, b, c) => entry.call(undefined, [a, b, c], run)));
}

function compileObjectOf(node: MemberExpression, context: CompileContext): Closure {
  if (node.object.type === 'Super') throw notAllowed(node.object, 'super is not part of expressions.');
  return context.compile(node.object);
}

function compileKey(node: MemberExpression, context: CompileContext): Closure {
  if (node.property.type === 'PrivateIdentifier')
    throw notAllowed(node.property, 'Private names are not part of expressions.');
  return context.compile(node.property);
}

function constant(value: string): Closure {
  return () => value;
}

function staticKey(node: MemberExpression): string {
  const { property } = node;
  if (!node.computed && property.type === 'Identifier') return property.name;
  if (node.computed && property.type === 'Literal' && typeof property.value === 'string')
    return property.value;
  throw notAllowed(property, 'Write the name of the function here.');
}

function scopeNameOf(node: MemberExpression['object'], context: CompileContext): ScopeName | undefined {
  return node.type === 'Identifier' && !findLocal(context.locals, node.name)
    ? findScopeName(node.name)
    : undefined;
}

function compileConstant(node: MemberExpression, scopeName: ScopeName): Closure {
  const name = staticKey(node);
  const property = scopeName.constants?.get(name);
  if (property) return (run) => property.get(undefined, run);
  if (scopeName.members?.has(name)) {
    throw notAllowed(
      node,
      `${scopeName.name}.${name} is a function: call it, as in ${scopeName.name}.${name}(…).`,
    );
  }
  throw unknownStatic(node, scopeName, name);
}

function unknownStatic(node: MemberExpression, scopeName: ScopeName, name: string): Fault {
  const near = nearestName(name, [
    ...(scopeName.members?.keys() ?? []),
    ...(scopeName.constants?.keys() ?? []),
  ]);
  const hint = near === undefined ? '' : ` Did you mean ${scopeName.name}.${near}?`;
  return new Fault('unknown-name', `${scopeName.name} has no ${name}.${hint}`, {
    start: node.start,
    end: node.end,
    params: { name, ...(near === undefined ? {} : { near }) },
  });
}

/** A name that nothing in scope has. */
export function unknownName(node: { start: number; end: number }, name: string): Fault {
  const near = nearestName(name, SCOPE_NAMES.keys());
  const hint = near === undefined ? ' Data of the current item is in $json.' : ` Did you mean ${near}?`;
  return new Fault('unknown-name', `There is no ${name} here.${hint}`, {
    start: node.start,
    end: node.end,
    params: { name, ...(near === undefined ? {} : { near }) },
  });
}

function mark(run: Run, node: { start: number; end: number }): void {
  run.at = node.start;
  run.atEnd = node.end;
}
