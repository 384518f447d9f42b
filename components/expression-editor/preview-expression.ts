/** What a text field with expressions gives for one item of real data: a value, an empty one with its reason, or a fault. */
import { evaluateTemplate } from '@/core/expression/evaluate';
import { explainEmpty, type EmptyReason } from '@/core/expression/explain-empty';
import type { ExpressionEnv } from '@/core/expression/scope';
import { compileTemplate } from '@/core/expression/template';
import type { Json } from '@/core/items/item';
import { jsonTypeOf, type JsonType } from '@/components/data-view/item-schema';

export type ExpressionPreview =
  | { kind: 'value'; text: string; type: JsonType; value: unknown }
  | { kind: 'empty'; reason: EmptyReason | null }
  | { kind: 'error'; code: string; message: string };

const LENGTH = 300;

function isEmpty(value: unknown): boolean {
  return (
    value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0)
  );
}

/** A value as the preview line shows it. */
export function renderValue(value: unknown): string {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
  return text.length > LENGTH ? `${text.slice(0, LENGTH - 1)}…` : text;
}

/** Evaluates `text` over `env`; never throws for anything a person may type. */
export function previewExpression(text: string, env: ExpressionEnv): ExpressionPreview {
  const compiled = compileTemplate(text);
  if (!compiled.ok) return { kind: 'error', code: compiled.problem.code, message: compiled.problem.message };
  const result = evaluateTemplate(compiled.template, env);
  if (!result.ok) {
    // A node that has not run, or lineage that is not known, is a gap in the data and no mistake in the text.
    const reason = explainEmpty(compiled.template, env);
    if (reason && reason.code !== 'node-missing') return { kind: 'empty', reason };
    return { kind: 'error', code: result.error.code, message: result.error.message };
  }
  if (isEmpty(result.value)) return { kind: 'empty', reason: explainEmpty(compiled.template, env) ?? null };
  return {
    kind: 'value',
    text: renderValue(result.value),
    type: jsonTypeOf(result.value as Json),
    value: result.value,
  };
}
