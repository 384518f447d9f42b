/**
 * Whether a text field written for n8n means the same here. The language is n8n's: what can be read, uses known names
 * and calls known functions is taken as it is; anything else is named with its place, so that an import can say so.
 */
import type { AnyNode } from 'acorn';
import { compileTemplate, mayHoldExpression } from './template';
import { KIND_TABLES } from './tables/kinds';
import { SCOPE_NAMES } from './names';
import { walkSyntax } from './references';

/** `what` is a sentence for people, `at` its offset in the text that was given (UTF-16 units). */
export type ImportedExpression = { supported: true } | { supported: false; what: string; at: number };

/**
 * Checks a text field of an n8n workflow, without its leading `=`. Text without `{{` is always supported. Never throws.
 */
export function checkImportedExpression(source: string): ImportedExpression {
  if (!mayHoldExpression(source)) return { supported: true };
  const compiled = compileTemplate(source);
  if (!compiled.ok) return { supported: false, what: compiled.problem.message, at: compiled.problem.start };
  let found: ImportedExpression = { supported: true };
  for (const part of compiled.template.parts) {
    if (part.kind !== 'expression') continue;
    const own = ownFunctions(part.expression.tree);
    walkSyntax(part.expression.tree, (node) => {
      const problem = found.supported ? unknownMethod(node, own) : undefined;
      if (problem) found = problem;
    });
  }
  return found;
}

const METHODS: ReadonlySet<string> = new Set(
  Object.values(KIND_TABLES).flatMap((table) => [...table.functions.keys()]),
);

/** A method that no value has, whatever the data is. */
function unknownMethod(node: AnyNode, own: ReadonlySet<string>): ImportedExpression | undefined {
  if (node.type !== 'CallExpression' || node.callee.type !== 'MemberExpression') return undefined;
  const { callee } = node;
  if (callee.computed || callee.property.type !== 'Identifier') return undefined;
  const { name } = callee.property;
  if (METHODS.has(name) || own.has(name)) return undefined;
  if (callee.object.type === 'Identifier' && SCOPE_NAMES.get(callee.object.name)?.members?.has(name))
    return undefined;
  return { supported: false, what: `There is no function ${name}().`, at: callee.property.start };
}

/** Names of functions that the expression itself puts into objects. */
function ownFunctions(tree: AnyNode): Set<string> {
  const names = new Set<string>();
  walkSyntax(tree, (node) => {
    if (node.type === 'Property' && node.key.type === 'Identifier') names.add(node.key.name);
  });
  return names;
}
