/** Names and members that are known, but not available: refused when an expression is read, with their place. */
import type { MemberExpression } from 'acorn';
import { Fault, nearestName } from './errors';
import { writtenKey } from './missing-path';
import type { ScopeName } from './scope-name';
import { NO_PARAMETERS, NODE_TABLE } from './tables/nodes';

/** Throws for a name that is known but not available, when it is compiled and not only when it is used. */
export function refuseUnsupported(entry: ScopeName, node: { start: number; end: number }): void {
  if (entry.refused !== undefined) throw notSupported(node, entry.name, entry.refused);
}

/** Refuses what is known of another node, of the input or of a name in scope, but not available. */
export function refuseMember(node: MemberExpression, scopeName: ScopeName | undefined): void {
  if (!scopeName) return refuseOfNode(node);
  refuseUnsupported(scopeName, node.object);
  const key = writtenKey(node);
  const reason = key !== undefined && ownValue(scopeName.refusedMembers, key);
  if (typeof reason === 'string') throw notSupported(node, `${scopeName.name}.${key}`, reason);
}

/** A member of another node that no node has, or that is not available: said before anything runs. */
function refuseOfNode(node: MemberExpression): void {
  const key = isNodeReference(node.object) ? writtenKey(node) : undefined;
  if (key === undefined) return;
  if (key === 'params' || key === 'parameter') throw notSupported(node.property, key, NO_PARAMETERS);
  if (NODE_TABLE.properties.has(key) || NODE_TABLE.functions.has(key)) return;
  const near = nearestName(key, [...NODE_TABLE.properties.keys(), ...NODE_TABLE.functions.keys()]);
  const hint = near === undefined ? '' : ` Did you mean ${near}?`;
  throw new Fault('unknown-name', `A node has no ${key}.${hint}`, {
    start: node.property.start,
    end: node.property.end,
    params: { name: key, ...(near === undefined ? {} : { near }) },
  });
}

/** `$('Name')`, `$node["Name"]` or `$node.Name`. */
function isNodeReference(node: MemberExpression['object']): boolean {
  if (node.type === 'CallExpression') return node.callee.type === 'Identifier' && node.callee.name === '$';
  return (
    node.type === 'MemberExpression' && node.object.type === 'Identifier' && node.object.name === '$node'
  );
}

function ownValue(record: Readonly<Record<string, string>> | undefined, key: string): string | undefined {
  return record && Object.hasOwn(record, key) ? record[key] : undefined;
}

function notSupported(node: { start: number; end: number }, name: string, reason: string): Fault {
  return new Fault('not-supported', `${name} is not supported. ${reason}`, {
    start: node.start,
    end: node.end,
    params: { name },
  });
}
