/**
 * n8n's two kinds of text become one: a text that begins with `=` holds expressions in `{{ }}`, any other is taken as it
 * is. Here every text may hold expressions, so a literal `{{` is written `\{{`.
 */
import { checkImportedExpression } from '@/core/expression/imported';
import type { Json, JsonObject } from '@/core/items/item';
import { textWithVariables } from './machine-settings';
import { toSafeJson } from './safe-value';

/** An expression that Heddle cannot evaluate, and why; or one that reads a variable instead of the machine's settings. */
export interface ExpressionFault {
  /** Below the value that was given: `rows.0.name`, '' for itself. */
  path: string;
  reason?: string;
  /** Name of the variable; '*' where it is not written out. */
  variable?: string;
}

/** True for a text that n8n evaluates. */
export function isExpression(value: unknown): value is string {
  return typeof value === 'string' && value.startsWith('=');
}

/** A text of n8n as a text of ours. */
export function translateText(text: string): string {
  if (!text.startsWith('=')) return text.replaceAll('{{', '\\{{');
  return textWithVariables(expressionText(text)).source;
}

/** Without the mark of an expression; braces with nothing between them say nothing. */
function expressionText(text: string): string {
  return text.slice(1).replace(/\{\{\s*\}\}/g, '');
}

/** Any value: each text in it is translated, keys stay. Faults are added to `faults`. */
export function translateValue(value: unknown, faults: ExpressionFault[]): Json {
  return translate(toSafeJson(value), '', faults);
}

function translate(value: Json, path: string, faults: ExpressionFault[]): Json {
  if (typeof value === 'string') {
    const text = translateText(value);
    if (isExpression(value)) {
      const checked = checkImportedExpression(text);
      if (!checked.supported) faults.push({ path, reason: checked.what });
      for (const variable of textWithVariables(expressionText(value)).names) faults.push({ path, variable });
    }
    return text;
  }
  const below = (key: string | number) => (path === '' ? String(key) : `${path}.${key}`);
  if (Array.isArray(value)) return value.map((entry, index) => translate(entry, below(index), faults));
  if (typeof value !== 'object' || value === null) return value;
  const result: JsonObject = {};
  for (const [key, child] of Object.entries(value)) result[key] = translate(child, below(key), faults);
  return result;
}
