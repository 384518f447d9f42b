/** Functions: arrows and `function`, with an expression or a simple block. Parameters are bound by us, destructuring included. */
import type { ArrowFunctionExpression, FunctionExpression } from 'acorn';
import { compileBinding, MAX_PARAMETERS } from './compile-bindings';
import { compileBody } from './compile-block';
import {
  createContext,
  notAllowed,
  type Closure,
  type CompileContext,
  type LocalScope,
} from './compile-context';
import { enterCall } from './run';
import { Lambda } from './values';

export function compileFunction(
  node: ArrowFunctionExpression | FunctionExpression,
  context: CompileContext,
): Closure {
  if (node.async || node.generator) throw notAllowed(node, 'async functions are not part of expressions.');
  if (node.params.length > MAX_PARAMETERS)
    throw notAllowed(node, 'A function takes at most 4 parameters here.');
  const locals: LocalScope = { names: new Map(), slots: 1 + MAX_PARAMETERS, outer: context.locals };
  const inner = createContext(locals, context.meter, context.dispatch);
  const before = context.meter.nodes;
  // Slots 1 to 4 are the arguments themselves, so plain parameters need no work when the function is called.
  node.params.forEach((param, index) => {
    if (param.type === 'Identifier') locals.names.set(param.name, index + 1);
  });
  const binders = node.params.flatMap((param, index) =>
    param.type === 'Identifier' ? [] : [{ slot: index + 1, bind: compileBinding(param, inner) }],
  );
  const body = node.body.type === 'BlockStatement' ? compileBody(node.body, inner) : inner.compile(node.body);
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
