/**
 * Which other nodes a piece of users' JavaScript asks about: `$('Name')`, `$node["Name"]`, `$items('Name')`, found in the
 * syntax tree. Only what is found is handed to the code.
 */
import { parse, type AnyNode } from 'acorn';

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
  const tree = parsed(source);
  if (!tree) return NONE;
  const nodes = new Set<string>();
  let dynamic = false;
  const note = (name: AnyNode | undefined) => {
    const text = name && literalOf(name);
    if (text === undefined) dynamic = true;
    else nodes.add(text);
  };
  const open: AnyNode[] = [tree];
  for (let node = open.pop(); node; node = open.pop()) {
    if (node.type === 'CallExpression' && node.callee.type === 'Identifier') {
      const { name } = node.callee;
      if (name === '$' || (name === '$items' && node.arguments.length > 0)) note(node.arguments[0]);
    } else if (
      node.type === 'MemberExpression' &&
      node.object.type === 'Identifier' &&
      node.object.name === '$node'
    ) {
      if (!node.computed && node.property.type === 'Identifier') nodes.add(node.property.name);
      else note(node.property);
    }
    for (const value of Object.values(node)) {
      for (const child of Array.isArray(value) ? value : [value]) if (isNode(child)) open.push(child);
    }
  }
  return { nodes: [...nodes], dynamic };
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
