/**
 * Evaluates what was compiled, over an environment. The answer is plain JSON data or a problem; the same template and
 * environment always give the same answer, and nothing an expression does changes its input.
 */
import type { CompiledExpression } from './compile';
import { toProblem, type ExpressionProblem } from './errors';
import { toJsonSafe, toTemplateText } from './json-safe';
import { createRun } from './run';
import type { ExpressionEnv } from './scope';
import type { CompiledTemplate } from './template';

/** `value` is JSON data, or undefined where the expression gave undefined. */
export type EvaluationResult = { ok: true; value: unknown } | { ok: false; error: ExpressionProblem };

/** Evaluates one expression; positions in problems are offsets in the text it was compiled from. */
export function evaluateExpression(expression: CompiledExpression, env: ExpressionEnv): EvaluationResult {
  const run = createRun(env);
  run.at = expression.start;
  run.atEnd = expression.end;
  try {
    return { ok: true, value: toJsonSafe(run, expression.evaluate(run, undefined)) };
  } catch (error) {
    return { ok: false, error: toProblem(error, { start: run.at, end: run.atEnd }) };
  }
}

/**
 * Evaluates a text field. One expression alone keeps its type; otherwise the parts become text: null and undefined
 * nothing, objects and arrays JSON.
 */
export function evaluateTemplate(template: CompiledTemplate, env: ExpressionEnv): EvaluationResult {
  const only = template.parts[0];
  if (template.parts.length === 1 && only?.kind === 'expression')
    return evaluateExpression(only.expression, env);
  let text = '';
  for (const part of template.parts) {
    if (part.kind === 'text') {
      text += part.text;
      continue;
    }
    const result = evaluateExpression(part.expression, env);
    if (!result.ok) return result;
    text += toTemplateText(result.value);
  }
  return { ok: true, value: text };
}
