/** Functions called on values: which there are at all, and which an expression brings itself. */
import type { AnyNode, CallExpression, MemberExpression } from 'acorn';
import { Fault, nearestName } from './errors';
import { writtenKey } from './missing-path';
import type { FunctionEntry } from './table';
import { KIND_TABLES } from './tables/kinds';
import { walkSyntax } from './walk-syntax';

/** By name, over all kinds of values. */
const METHODS: ReadonlyMap<string, readonly FunctionEntry[]> = methodsByName();

function methodsByName(): Map<string, FunctionEntry[]> {
  const methods = new Map<string, FunctionEntry[]>();
  for (const table of Object.values(KIND_TABLES)) {
    for (const entry of table.functions.values())
      methods.set(entry.name, [...(methods.get(entry.name) ?? []), entry]);
  }
  return methods;
}

/**
 * Throws for a call of a method that no value has, whatever the data will be, and for one that is known but left out.
 * `root` is the whole expression: it may put functions of its own into objects.
 */
export function refuseUnknownMethod(node: CallExpression, callee: MemberExpression, root: AnyNode): void {
  const name = writtenKey(callee);
  if (name === undefined || node.optional) return;
  const known = METHODS.get(name);
  const place = { start: callee.property.start, end: callee.property.end };
  if (known?.some((entry) => !isLeftOut(entry)) || bringsFunction(root, name)) return;
  if (known?.[0])
    throw new Fault('not-supported', `${name}() is not supported. ${known[0].doc}`, {
      ...place,
      params: { name },
    });
  const near = nearestName(name, METHODS.keys());
  throw new Fault(
    'unknown-name',
    `There is no function ${name}().${near === undefined ? '' : ` Did you mean ${near}()?`}`,
    { ...place, params: { name, ...(near === undefined ? {} : { near }) } },
  );
}

function isLeftOut(entry: FunctionEntry): boolean {
  return entry.doc.startsWith('Not available');
}

/** Whether an object of the expression has, or may have, a field of this name. */
function bringsFunction(root: AnyNode, name: string): boolean {
  let found = false;
  walkSyntax(root, (node) => {
    if (node.type !== 'Property') return;
    const { key } = node;
    if (node.computed || (key.type === 'Identifier' && key.name === name)) found = true;
    if (key.type === 'Literal' && key.value === name) found = true;
  });
  return found;
}
