/** Arrow functions with an expression for a body. Parameters are bound by us, destructuring included. */
import type { ArrowFunctionExpression, Pattern as ParameterPattern } from 'acorn';
import { toList } from './coerce';
import {
  createContext,
  notAllowed,
  type Closure,
  type CompileContext,
  type LocalScope,
} from './compile-context';
import { readMember } from './members';
import { enterCall, type Run } from './run';
import { Lambda } from './values';

const MAX_PARAMETERS = 4;

type Binder = (run: Run, frame: unknown[], value: unknown) => void;

export function compileFunction(node: ArrowFunctionExpression, context: CompileContext): Closure {
  if (node.async || node.generator) throw notAllowed(node, 'async functions are not part of expressions.');
  if (node.body.type === 'BlockStatement') {
    throw notAllowed(
      node.body,
      'Write the function as one expression: x => x.name. Use a Code node for statements.',
    );
  }
  if (node.params.length > MAX_PARAMETERS)
    throw notAllowed(node, 'A function takes at most 4 parameters here.');
  const locals: LocalScope = { names: new Map(), outer: context.locals };
  const inner = createContext(locals, context.meter, context.dispatch);
  const before = context.meter.nodes;
  // Slots 1 to 4 are the arguments themselves, so plain parameters need no work when the function is called.
  node.params.forEach((param, index) => {
    if (param.type === 'Identifier') locals.names.set(param.name, index + 1);
  });
  const binders = node.params.flatMap((param, index) =>
    param.type === 'Identifier' ? [] : [{ slot: index + 1, bind: compileBinding(param, inner) }],
  );
  const body = inner.compile(node.body);
  const cost = 2 + context.meter.nodes - before;
  return (run, outer) =>
    new Lambda((a, b, c, d) => {
      enterCall(run, cost);
      const frame: unknown[] = [outer, a, b, c, d];
      for (const { slot, bind } of binders) bind(run, frame, frame[slot]);
      const result = body(run, frame);
      run.depth--;
      return result;
    });
}

function newSlot(context: CompileContext, name: string): number {
  const names = context.locals?.names ?? new Map<string, number>();
  const slot = 1 + MAX_PARAMETERS + names.size;
  names.set(name, slot);
  return slot;
}

function compileBinding(pattern: ParameterPattern, context: CompileContext): Binder {
  switch (pattern.type) {
    case 'Identifier': {
      const slot = newSlot(context, pattern.name);
      return (_run, frame, value) => {
        frame[slot] = value;
      };
    }
    case 'AssignmentPattern': {
      const otherwise = context.compile(pattern.right);
      const bind = compileBinding(pattern.left, context);
      return (run, frame, value) => bind(run, frame, value === undefined ? otherwise(run, frame) : value);
    }
    case 'ArrayPattern': {
      const parts = pattern.elements.map((element) =>
        element ? compileBinding(element, context) : undefined,
      );
      return (run, frame, value) => {
        const list =
          value === undefined || value === null ? [] : toList(run, value, 'What is taken apart by [ ]');
        parts.forEach((bind, index) => bind?.(run, frame, list[index]));
      };
    }
    case 'ObjectPattern': {
      const parts = pattern.properties.map((property) => {
        if (property.type === 'RestElement' || property.computed || property.key.type !== 'Identifier') {
          throw notAllowed(property, 'Take plain names out of an object here: ({ name, other }) => …');
        }
        return { key: property.key.name, bind: compileBinding(property.value, context) };
      });
      return (run, frame, value) => {
        for (const { key, bind } of parts) bind(run, frame, readMember(run, value, key));
      };
    }
    default:
      throw notAllowed(pattern, 'This kind of parameter is not part of expressions.');
  }
}
