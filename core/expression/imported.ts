/**
 * Whether a text field written for n8n means the same here. The language is n8n's: what can be read, uses known names
 * and calls known functions is taken as it is; anything else is named with its place, so that an import can say so.
 */
import type { AnyNode, CallExpression } from 'acorn';
import { writtenKey } from './missing-path';
import { compileTemplate, mayHoldExpression } from './template';
import { walkSyntax } from './walk-syntax';

/** `what` is a sentence for people, `at` its offset in the text that was given (UTF-16 units). */
export type ImportedExpression = { supported: true } | { supported: false; what: string; at: number };

/**
 * Checks a text field of an n8n workflow, without its leading `=`. Text without `{{` is always supported. Never throws.
 */
export function checkImportedExpression(source: string): ImportedExpression {
  if (!mayHoldExpression(source)) return { supported: true };
  const compiled = compileTemplate(source);
  if (!compiled.ok) return { supported: false, what: compiled.problem.message, at: compiled.problem.start };
  for (const part of compiled.template.parts) {
    const changing = part.kind === 'expression' ? seenChange(part.expression.tree, source) : undefined;
    if (changing) return changing;
  }
  return { supported: true };
}

/** Methods that change their list elsewhere, and here give their result alone. */
const CHANGING: ReadonlySet<string> = new Set(['pop', 'shift', 'splice', 'sort', 'reverse', 'fill']);

/** A list that is changed elsewhere and read a second time: the second reading would see the change there. */
function seenChange(tree: AnyNode, source: string): ImportedExpression | undefined {
  let found: ImportedExpression | undefined;
  walkSyntax(tree, (node) => {
    if (found || node.type !== 'CallExpression' || node.callee.type !== 'MemberExpression') return;
    const name = writtenKey(node.callee);
    if (name === undefined || !CHANGING.has(name) || !isRead(node.callee.object)) return;
    if (!isReadAgain(tree, node, source)) return;
    found = {
      supported: false,
      what: `${name}() leaves the list as it is here, and the expression reads the list again.`,
      at: node.callee.property.start,
    };
  });
  return found;
}

/** A path to data that is already there, and not a list made for this call. */
function isRead(node: AnyNode): boolean {
  if (node.type === 'MemberExpression') return isRead(node.object);
  if (node.type === 'CallExpression')
    return node.callee.type === 'Identifier' && node.callee.name.startsWith('$');
  return node.type === 'Identifier' || node.type === 'ChainExpression';
}

function isReadAgain(tree: AnyNode, call: CallExpression, source: string): boolean {
  if (call.callee.type !== 'MemberExpression') return false;
  const { object } = call.callee;
  const text = source.slice(object.start, object.end);
  let again = false;
  walkSyntax(tree, (node) => {
    const isSame = node.start !== object.start && source.slice(node.start, node.end) === text;
    if (isSame && node.type === object.type) again = true;
  });
  return again;
}
