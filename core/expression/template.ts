/**
 * A text field read as literal text and `{{ … }}` parts. Where an expression ends is decided by the JavaScript parser,
 * so braces in objects, strings and templates need no care. `\{{` is a literal `{{`. A value that is one expression
 * alone keeps the expression's type.
 */
import { compileExpressionAt, type CompiledExpression } from './compile';
import { Fault, toProblem, type ExpressionProblem } from './errors';
import { createLru } from './lru';

export type TemplatePart =
  | { kind: 'text'; text: string }
  /** `start` and `end` include the braces. */
  | { kind: 'expression'; expression: CompiledExpression; start: number; end: number };

export interface CompiledTemplate {
  source: string;
  parts: readonly TemplatePart[];
  /** True when at least one part is an expression. */
  dynamic: boolean;
  /** The expression, when the text is one expression alone. */
  single: CompiledExpression | undefined;
}

export type TemplateResult =
  { ok: true; template: CompiledTemplate } | { ok: false; problem: ExpressionProblem };

/** Quick test: can this text hold an expression or an escape? */
export function mayHoldExpression(text: string): boolean {
  return text.includes('{{');
}

/** An import, the check of a draft and the plan read the same texts one after another, and nodes repeat theirs. */
const cache = createLru<TemplateResult>(1000, 1_000_000);

/** Parses a text field. The result is immutable and free of run state, so it may be kept with the plan. Cached by text. */
export function compileTemplate(text: string): TemplateResult {
  const known = cache.get(text);
  if (known) return known;
  const result = readTemplate(text);
  cache.set(text, result);
  return result;
}

function readTemplate(text: string): TemplateResult {
  const parts: TemplatePart[] = [];
  let literal = '';
  let from = 0;
  while (from <= text.length) {
    const open = text.indexOf('{{', from);
    if (open === -1) {
      literal += text.slice(from);
      break;
    }
    if (text[open - 1] === '\\') {
      literal += `${text.slice(from, open - 1)}{{`;
      from = open + 2;
      continue;
    }
    literal += text.slice(from, open);
    const part = readExpression(text, open);
    if (!part.ok) return part;
    if (literal !== '') parts.push({ kind: 'text', text: literal });
    literal = '';
    parts.push({ kind: 'expression', expression: part.expression, start: open, end: part.end });
    from = part.end;
  }
  if (literal !== '') parts.push({ kind: 'text', text: literal });
  const first = parts[0];
  const single = parts.length === 1 && first?.kind === 'expression' ? first.expression : undefined;
  const dynamic = parts.some((part) => part.kind === 'expression');
  return { ok: true, template: { source: text, parts, dynamic, single } };
}

type ReadResult =
  { ok: true; expression: CompiledExpression; end: number } | { ok: false; problem: ExpressionProblem };

function readExpression(text: string, open: number): ReadResult {
  const compiled = compileExpressionAt(text, open + 2);
  if ('problem' in compiled) return { ok: false, problem: compiled.problem };
  const close = skipBlanks(text, compiled.ok.end);
  if (text.startsWith('}}', close)) return { ok: true, expression: compiled.ok, end: close + 2 };
  const fault = new Fault(
    'syntax',
    close >= text.length
      ? 'This expression is not closed. Add }} at its end.'
      : 'Expected }} after this expression. Write one expression between {{ and }}.',
    { start: close, end: Math.min(text.length, close + 1) },
  );
  return { ok: false, problem: toProblem(fault, { start: open, end: text.length }) };
}

/** The offset of the first character at or after `from` that is not blank, in a comment or a semicolon. */
function skipBlanks(text: string, from: number): number {
  let at = from;
  for (;;) {
    while (at < text.length && /\s/.test(text[at] ?? '')) at++;
    if (text.startsWith('/*', at)) {
      const end = text.indexOf('*/', at + 2);
      if (end === -1) return at;
      at = end + 2;
    } else if (text.startsWith('//', at)) {
      const end = text.indexOf('\n', at);
      if (end === -1) return at;
      at = end;
    } else if (text[at] === ';') at++;
    else return at;
  }
}
