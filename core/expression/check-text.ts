/**
 * What is doubtful about a text field while it is typed: what cannot be read, what fails, and paths that the data at
 * hand does not have. Paths that other items have, or that are asked for as possibly missing (`?.`, `??`, `||`, `!`,
 * a condition), are left alone.
 */
import type { AnyNode } from 'acorn';
import type { ExpressionProblem } from './errors';
import { evaluateExpression } from './evaluate';
import { describeMissing, missingMessage, writtenKey } from './missing-path';
import { sampleValue } from './sample-values';
import type { ExpressionEnv } from './scope';
import { compileTemplate, mayHoldExpression } from './template';
import { KIND_TABLES } from './tables/kinds';
import { isPlainObject } from './values';

export interface TextMark {
  /** Offsets in the text; `end` is after the last character. */
  start: number;
  end: number;
  severity: 'error' | 'warning';
  /** The problem's code, or `path-missing`. */
  code: string;
  message: string;
  /** What to write instead of the marked part, where that is known. */
  replacement?: string;
}

const MAX_LENGTH = 5000;
const OTHER_ITEMS = 20;

interface Check {
  text: string;
  env: ExpressionEnv;
  marks: TextMark[];
}

/** The marks of a text field, in order; empty for text without expressions. */
export function checkText(text: string, env: ExpressionEnv): TextMark[] {
  if (!mayHoldExpression(text) || text.length > MAX_LENGTH) return [];
  const compiled = compileTemplate(text);
  if (!compiled.ok) return [problemMark(compiled.problem, text)];
  const check: Check = { text, env, marks: [] };
  for (const part of compiled.template.parts) {
    if (part.kind !== 'expression') continue;
    const before = check.marks.length;
    visit(part.expression.tree, check, { guarded: false, called: false });
    const result = check.marks.length === before ? evaluateExpression(part.expression, env) : { ok: true };
    if ('error' in result) check.marks.push(problemMark(result.error, text));
  }
  return check.marks.sort((a, b) => a.start - b.start);
}

function problemMark({ code, message, start, end }: ExpressionProblem, text: string): TextMark {
  // A mark of no length would not be seen.
  const from = Math.min(start, Math.max(0, text.length - 1));
  return {
    start: from,
    end: Math.min(text.length, Math.max(from + 1, end)),
    severity: 'error',
    code,
    message,
  };
}

interface Place {
  /** Something around it copes with a missing value. */
  guarded: boolean;
  /** It is what a call calls. */
  called: boolean;
}

function visit(node: AnyNode, check: Check, place: Place): void {
  const inner = { guarded: place.guarded, called: false };
  switch (node.type) {
    case 'MemberExpression':
      if (!place.guarded) checkMember(node, check, place.called);
      visit(node.object, check, { guarded: place.guarded || node.optional, called: false });
      if (node.computed) visit(node.property, check, { guarded: false, called: false });
      return;
    case 'ChainExpression':
      return visit(node.expression, check, inner);
    case 'CallExpression':
      visit(node.callee, check, { guarded: place.guarded || node.optional, called: true });
      for (const argument of node.arguments) visit(argument, check, { guarded: false, called: false });
      return;
    case 'LogicalExpression':
      visit(node.left, check, { guarded: true, called: false });
      return visit(node.right, check, inner);
    case 'ConditionalExpression':
      visit(node.test, check, { guarded: true, called: false });
      visit(node.consequent, check, inner);
      return visit(node.alternate, check, inner);
    case 'UnaryExpression':
      return visit(node.argument, check, { guarded: true, called: false });
    case 'ArrowFunctionExpression':
      // Its parameters have no value before it is called.
      return;
    default:
      for (const child of childrenOf(node)) visit(child, check, inner);
  }
}

function checkMember(
  node: Extract<AnyNode, { type: 'MemberExpression' }>,
  { text, env, marks }: Check,
  called: boolean,
): void {
  const key = writtenKey(node);
  if (key === undefined) return;
  const parent = text.slice(node.object.start, node.object.end);
  const target = sampleValue(parent, env);
  if (!isPlainObject(target) || Object.hasOwn(target, key)) return;
  if (called && KIND_TABLES.object.functions.has(key)) return;
  if (otherItemHas(parent, key, env)) return;
  const missing = describeMissing(node, text, target);
  marks.push({
    start: node.property.start,
    end: node.property.end,
    severity: 'warning',
    code: 'path-missing',
    message: missingMessage(missing),
    ...replacementOf(missing.near, node.computed),
  });
}

/** The key as it would be written in the same place; nothing where that needs other brackets. */
function replacementOf(key: string | undefined, computed: boolean): { replacement?: string } {
  if (key === undefined) return {};
  if (computed) return { replacement: JSON.stringify(key) };
  return /^[\p{ID_Start}_$][\p{ID_Continue}_$]*$/u.test(key) ? { replacement: key } : {};
}

function otherItemHas(parent: string, key: string, env: ExpressionEnv): boolean {
  if (!/\$json|\$input\.item/.test(parent)) return false;
  return env
    .inputItems()
    .slice(0, OTHER_ITEMS)
    .some((item, itemIndex) => {
      const target = sampleValue(parent, { ...env, item, itemIndex });
      return isPlainObject(target) && Object.hasOwn(target, key);
    });
}

function childrenOf(node: AnyNode): AnyNode[] {
  return Object.values(node as unknown as Record<string, unknown>).flatMap((value) =>
    (Array.isArray(value) ? value : [value]).filter(isNode),
  );
}

function isNode(value: unknown): value is AnyNode {
  return typeof value === 'object' && value !== null && 'type' in value && 'start' in value;
}
