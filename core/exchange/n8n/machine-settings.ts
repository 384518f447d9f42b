/**
 * What reads the settings of the machine (`$env`) reads variables here. Found in the syntax tree, so that words in texts,
 * comments and keys stay what they are.
 */
import { parse, type AnyNode } from 'acorn';
import { expressionTrees } from '@/core/expression/references';

/** Source with `$vars` where it read `$env`, and the names that it reads; '*' where one is not written out. */
export interface WithVariables {
  source: string;
  names: string[];
}

/** The same for a text field, without its leading `=`: only what stands in `{{ }}` counts. */
export function textWithVariables(text: string): WithVariables {
  if (!text.includes('$env')) return { source: text, names: [] };
  return rewritten(text, expressionTrees(text));
}

/** The same for source code; what cannot be read stays as it is. */
export function codeWithVariables(source: string): WithVariables {
  if (!source.includes('$env')) return { source, names: [] };
  try {
    return rewritten(source, [readCode(source)]);
  } catch {
    return { source, names: [] };
  }
}

/** The body of a function as a syntax tree. Throws what acorn throws. */
export function readCode(source: string): AnyNode {
  return parse(source, {
    ecmaVersion: 'latest',
    sourceType: 'script',
    allowReturnOutsideFunction: true,
    allowAwaitOutsideFunction: true,
  });
}

/** What stands below a node. Names of members and keys are no variables and left out. */
export function childrenOf(node: AnyNode): AnyNode[] {
  return Object.entries(node).flatMap(([key, value]): AnyNode[] => {
    const isName =
      (key === 'property' && node.type === 'MemberExpression' && !node.computed) ||
      (key === 'key' && 'computed' in node && node.computed !== true);
    if (isName) return [];
    return (Array.isArray(value) ? (value as unknown[]) : [value as unknown]).filter(isNode);
  });
}

function rewritten(source: string, trees: readonly AnyNode[]): WithVariables {
  const places = new Map<number, string>();
  const names = new Set<string>();
  const open = [...trees];
  for (let node = open.pop(); node; node = open.pop()) {
    if (isSettings(node)) places.set(node.start, places.get(node.start) ?? '$vars');
    for (const child of childrenOf(node)) {
      open.push(child);
      if (isSettings(child)) names.add(nameOfMember(node) ?? '*');
    }
    // `{ $env }` keeps its key.
    if (node.type === 'Property' && node.shorthand && isSettings(node.key)) {
      places.set(node.key.start, '$env: $vars');
    }
  }
  for (const tree of trees) if (isSettings(tree)) names.add('*');
  let written = source;
  for (const [at, name] of [...places].sort(([a], [b]) => b - a)) {
    written = written.slice(0, at) + name + written.slice(at + '$env'.length);
  }
  return { source: written, names: [...names].sort() };
}

function isSettings(node: AnyNode): boolean {
  return node.type === 'Identifier' && node.name === '$env';
}

function nameOfMember(node: AnyNode): string | undefined {
  if (node.type !== 'MemberExpression') return undefined;
  const { property, computed } = node;
  if (!computed && property.type === 'Identifier') return property.name;
  return property.type === 'Literal' && typeof property.value === 'string' ? property.value : undefined;
}

function isNode(value: unknown): value is AnyNode {
  return typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string';
}
