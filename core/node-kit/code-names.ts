/**
 * Which other nodes a piece of users' JavaScript asks about: `$('Name')`, `$node["Name"]`, `$items('Name')`, found in the
 * syntax tree. Only what is found is handed to the code.
 */
import { parse, type AnyNode } from 'acorn';
import { quoteName } from '@/core/expression/references';

/** The node type whose source names other nodes, and the field that holds it. */
export const CODE_TYPE = 'code';
export const CODE_FIELD = 'source';

export interface CodeNames {
  /** Nodes named by a literal text, each once. */
  nodes: readonly string[];
  /** A name is worked out by the code itself: any node may be meant. */
  dynamic: boolean;
}

const NONE: CodeNames = { nodes: [], dynamic: false };
const known = new Map<string, CodeNames>();
const MAX_KNOWN = 200;

/** The names in a function body. Code that cannot be parsed names nothing: it fails where it runs. */
export function namesInCode(source: string): CodeNames {
  // Most code looks at its own items alone.
  if (!/\$(?:\s*\(|node\b|items\b)/.test(source)) return NONE;
  const before = known.get(source);
  if (before) return before;
  const found = findNames(source);
  if (known.size >= MAX_KNOWN) known.clear();
  known.set(source, found);
  return found;
}

function findNames(source: string): CodeNames {
  const nodes = new Set<string>();
  let dynamic = false;
  for (const { name } of findPlaces(source)) {
    if (name === undefined) dynamic = true;
    else nodes.add(name);
  }
  return { nodes: [...nodes], dynamic };
}

/** The source with every name of the node made the other one; code that cannot be parsed stays as it is. */
export function renameInCode(source: string, from: string, to: string): string {
  const places = findPlaces(source).filter(({ name }) => name === from);
  let result = source;
  for (const { start, end, isBare } of places.sort((a, b) => b.start - a.start)) {
    const quote = isBare ? '"' : (source[start] ?? '"');
    const written = isBare ? `[${quoteName(to, quote)}]` : quoteName(to, quote);
    // `$node.Name` becomes `$node["New name"]`: the dot before the name goes as well.
    const at = isBare ? result.lastIndexOf('.', start) : start;
    result = result.slice(0, at) + written + result.slice(end);
  }
  return result;
}

/** A place where a node is named; without a name where the code works it out. */
interface NamePlace {
  name: string | undefined;
  start: number;
  end: number;
  /** `$node.Name` */
  isBare: boolean;
}

function findPlaces(source: string): NamePlace[] {
  const tree = parsed(source);
  if (!tree) return [];
  const places: NamePlace[] = [];
  const note = (node: AnyNode | undefined) =>
    places.push({
      name: node && literalOf(node),
      start: node?.start ?? 0,
      end: node?.end ?? 0,
      isBare: false,
    });
  const open: AnyNode[] = [tree];
  for (let node = open.pop(); node; node = open.pop()) {
    if (node.type === 'CallExpression' && node.callee.type === 'Identifier') {
      const { name } = node.callee;
      if (name === '$' || (name === '$items' && node.arguments.length > 0)) note(node.arguments[0]);
    } else if (node.type === 'MemberExpression' && isNodes(node.object)) {
      const { property } = node;
      if (node.computed || property.type !== 'Identifier') note(property);
      else places.push({ name: property.name, start: property.start, end: property.end, isBare: true });
    }
    for (const value of Object.values(node)) {
      for (const child of Array.isArray(value) ? value : [value]) if (isNode(child)) open.push(child);
    }
  }
  return places;
}

/** `$node`, or `$item(0).$node`. */
function isNodes(node: AnyNode): boolean {
  if (node.type === 'Identifier') return node.name === '$node';
  return (
    node.type === 'MemberExpression' &&
    !node.computed &&
    node.property.type === 'Identifier' &&
    node.property.name === '$node'
  );
}

function parsed(source: string): AnyNode | undefined {
  try {
    return parse(source, {
      ecmaVersion: 'latest',
      sourceType: 'script',
      allowReturnOutsideFunction: true,
      allowAwaitOutsideFunction: true,
    });
  } catch {
    return undefined;
  }
}

function literalOf(node: AnyNode): string | undefined {
  if (node.type === 'Literal' && typeof node.value === 'string') return node.value;
  if (node.type !== 'TemplateLiteral' || node.expressions.length > 0) return undefined;
  return node.quasis[0]?.value.cooked ?? undefined;
}

function isNode(value: unknown): value is AnyNode {
  return typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string';
}
