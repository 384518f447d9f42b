/** What the parts of the compiler share: closures, local names, and the way back to `compileNode`. */
import type { AnyNode } from 'acorn';
import { Fault } from './errors';
import { LIMITS, type Run } from './run';

/** Arguments of the arrow functions around: index 0 is the frame outside, the rest are slots. */
export type Frame = readonly unknown[] | undefined;
export type Closure = (run: Run, frame: Frame) => unknown;

export interface LocalScope {
  names: Map<string, number>;
  /** Slots of a frame that are taken. */
  slots: number;
  outer: LocalScope | undefined;
}

export interface CompileContext {
  readonly locals: LocalScope | undefined;
  /** Shared by a whole expression: nesting, and nodes compiled so far (what a function's body costs to call). */
  readonly meter: { depth: number; nodes: number; readonly root: AnyNode };
  readonly dispatch: (node: AnyNode, context: CompileContext) => Closure;
  compile(node: AnyNode): Closure;
}

export function createContext(
  locals: LocalScope | undefined,
  meter: CompileContext['meter'],
  dispatch: CompileContext['dispatch'],
): CompileContext {
  const context: CompileContext = { locals, meter, dispatch, compile: (node) => dispatch(node, context) };
  return context;
}

/** Refuses a construct at its place. */
export function notAllowed(node: { start: number; end: number }, message: string): Fault {
  return new Fault('not-allowed', message, { start: node.start, end: node.end });
}

/** Counts a node and bounds nesting. */
export function enterNode(context: CompileContext, node: { start: number; end: number }): void {
  context.meter.nodes++;
  if (++context.meter.depth > LIMITS.syntaxDepth) {
    throw new Fault('budget', 'This expression is nested too deeply. Split it up.', {
      start: node.start,
      end: node.end,
    });
  }
}

/** Where a local name lives, or undefined when no arrow function around declares it. */
export function findLocal(
  scope: LocalScope | undefined,
  name: string,
): { up: number; slot: number } | undefined {
  let up = 0;
  for (let at = scope; at; at = at.outer) {
    const slot = at.names.get(name);
    if (slot !== undefined) return { up, slot };
    up++;
  }
  return undefined;
}

export function readLocal(place: { up: number; slot: number }): Closure {
  const { up, slot } = place;
  if (up === 0) return (_run, frame) => frame?.[slot];
  return (_run, frame) => {
    let at: Frame = frame;
    // Index 0 of a frame is always the frame outside; see compile-function.
    for (let step = 0; step < up; step++) at = at?.[0] as Frame;
    return at?.[slot];
  };
}
