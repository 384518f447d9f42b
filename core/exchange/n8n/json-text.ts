/**
 * JSON that n8n builds as text, with expressions anywhere in it, as a JSON value whose texts hold the expressions. So a
 * quote in the data no longer breaks it; what cannot be read that way stays one text.
 */
import { compileTemplate } from '@/core/expression/template';
import type { Json } from '@/core/items/item';
import type { NodeContext } from './context';
import { isExpression } from './expressions';
import { toSafeJson } from './safe-value';

/** Marks the place of an expression; a character that no JSON text holds unescaped. */
const MARK = '\u0001';
const MARKED = new RegExp(`${MARK}(\\d+)[tv]${MARK}`, 'g');
const ALONE = new RegExp(`^${MARK}(\\d+)([tv])${MARK}$`);

/** The value at a path: text that is JSON is read, any other value is taken as it is. */
export function jsonText(context: NodeContext, path: string[], fallback: string): Json {
  const raw = context.get(...path) ?? fallback;
  const place = path.join('.');
  if (typeof raw !== 'string') return context.translated(raw, place);
  const text = isExpression(raw) ? raw.slice(1) : raw;
  const whole = wholeExpression(text);
  if (isExpression(raw) && whole !== undefined) {
    return context.translated(`={{ ${insideStringify(whole) ?? whole} }}`, place);
  }
  const read = isExpression(raw) ? readTemplate(text) : readPlain(text);
  return read === undefined ? context.translated(raw, place) : context.translated(read, place);
}

/**
 * The same where a text is never meant: one that an expression gives is read as JSON when it is evaluated, nothing
 * counts as an empty object, and what is no JSON is told.
 */
export function jsonObject(context: NodeContext, path: string[]): Json {
  const value = jsonText(context, path, '{}');
  if (typeof value !== 'string') return value;
  if (value.trim() === '') return {};
  const whole = wholeExpression(value);
  if (whole !== undefined) return `{{ ${bare(whole)} }}`;
  if (!value.includes('{{')) {
    context.remark('parameter.check', { name: path.join('.'), reason: 'it is no JSON.' });
    return value;
  }
  return `{{ (${asOneExpression(value)}).parseJson() }}`;
}

/** A text with expressions in it as one expression: texts are JSON only when those are evaluated. */
function asOneExpression(text: string): string {
  const compiled = compileTemplate(text);
  if (!compiled.ok) return JSON.stringify(text);
  return compiled.template.parts
    .map((part) =>
      part.kind === 'text'
        ? JSON.stringify(part.text)
        : `(${text.slice(part.start + 2, part.end - 2).trim()})`,
    )
    .join(' + ');
}

/** Literal JSON: its texts are literal as well. */
function readPlain(text: string): Json | undefined {
  try {
    return toSafeJson(JSON.parse(text));
  } catch {
    return undefined;
  }
}

function readTemplate(text: string): Json | undefined {
  const expressions: string[] = [];
  let marked = '';
  let inText = false;
  const last = text.lastIndexOf('}}');
  for (let at = 0; at < text.length;) {
    const end = at <= last && text.startsWith('{{', at) ? text.indexOf('}}', at) : -1;
    if (end >= 0) {
      const mark = `${MARK}${expressions.length}${inText ? 't' : 'v'}${MARK}`;
      expressions.push(text.slice(at + 2, end).trim());
      marked += inText ? mark : `"${mark}"`;
      at = end + 2;
      continue;
    }
    const character = text[at] ?? '';
    if (character === MARK) return undefined;
    if (character === '\\' && inText) {
      marked += text.slice(at, at + 2);
      at += 2;
      continue;
    }
    if (character === '"') inText = !inText;
    // People let texts run over several lines, which n8n does not mind where an expression stands for the whole.
    marked += inText && character === '\n' ? '\\n' : character;
    at += 1;
  }
  const escaped = marked.replaceAll(MARK, '\\u0001');
  try {
    return restore(toSafeJson(JSON.parse(escaped)), expressions);
  } catch {
    return undefined;
  }
}

function restore(value: Json, expressions: readonly string[]): Json {
  if (typeof value === 'string') return restoreText(value, expressions);
  if (Array.isArray(value)) return restoreList(value, expressions);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, child]) => [unmarked(key, expressions), restore(child, expressions)]),
  );
}

/** Text between brackets may stand for several entries: `[ {{ "1, 2" }} ]`. */
function restoreList(list: readonly Json[], expressions: readonly string[]): Json {
  const [only] = list;
  const alone = list.length === 1 && typeof only === 'string' ? ALONE.exec(only) : null;
  const expression = alone?.[2] === 'v' ? (expressions[Number(alone[1])] ?? '') : '';
  if (expression === '' || insideStringify(expression) !== undefined) {
    return list.map((entry) => restore(entry, expressions));
  }
  return `={{ ('[' + (${expression}) + ']').parseJson() ?? [${expression}] }}`;
}

function restoreText(text: string, expressions: readonly string[]): string {
  const alone = ALONE.exec(text);
  if (!alone) {
    if (!text.includes(MARK)) return text;
    return `=${unmarked(text, expressions)}`;
  }
  const expression = expressions[Number(alone[1])] ?? '';
  if (alone[2] === 'v') return `={{ ${bare(expression)} }}`;
  // Between quotes it was text, whatever the value is; an expression alone would keep the value's own type.
  return expression === '' ? '' : `={{ ((${quoted(expression)}) ?? '') + '' }}`;
}

/** What stands without quotes was put into the JSON as text: a text that is JSON counts as what it says. */
function bare(expression: string): string {
  const inner = insideStringify(expression);
  if (inner !== undefined || expression === '' || PLAIN.test(expression)) return inner ?? expression;
  return `((${expression}) + '').parseJson() ?? (${expression})`;
}

/** Numbers, and what makes a number or a yes or no of anything. */
const PLAIN = /^(?:-?\d+(?:\.\d+)?|true|false|null|(?:Number|Boolean|parseInt|parseFloat)\([^()]*\))$/;

/**
 * What stands between quotes was put there as text, with its escapes written out: `JSON.stringify(…).slice(1, -1)` is
 * the text itself, and anything else that escapes is read as JSON reads it.
 */
function quoted(expression: string): string {
  const sliced = /^([\s\S]+)\.(?:slice|substring)\(\s*1\s*,\s*-1\s*\)$/.exec(expression)?.[1];
  const inner = sliced === undefined ? undefined : insideStringify(sliced.trim());
  if (inner !== undefined) return inner;
  if (!/\bstringify\b|\btoJsonString\b|\\/.test(expression)) return expression;
  return `('"' + (${expression}) + '"').parseJson() ?? (${expression})`;
}

function unmarked(text: string, expressions: readonly string[]): string {
  return text.replace(MARKED, (_whole, at: string) => `{{ ${quoted(expressions[Number(at)] ?? '')} }}`);
}

/** The expression, where the text is one and nothing else. */
function wholeExpression(text: string): string | undefined {
  const trimmed = text.trim();
  if (!trimmed.startsWith('{{') || !trimmed.endsWith('}}') || trimmed.indexOf('{{', 2) >= 0) return undefined;
  return trimmed.slice(2, -2).trim().replace(/;$/, '');
}

/** What stands in `JSON.stringify(…)`, where the expression is nothing else: the value itself is meant. */
function insideStringify(expression: string): string | undefined {
  const written = /^([\s\S]+?)\??\.toJsonString\(\s*\)$/.exec(expression)?.[1]?.trim();
  if (written !== undefined) return isOnePath(written) ? written : undefined;
  const match = /^JSON\s*\.\s*stringify\s*\(([\s\S]*)\)$/.exec(expression);
  const inner = match?.[1]?.trim();
  if (inner === undefined || !isBalanced(inner)) return undefined;
  // Further arguments only indent.
  return inner.replace(/,\s*null\s*,\s*(?:\d+|'[^']*'|"[^"]*")\s*$/, '');
}

/** A path or a call, so that nothing before its last member belongs to something else. */
function isOnePath(text: string): boolean {
  const bare = text.replace(/'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"/g, '').replace(/[([][^()[\]]*[)\]]/g, '');
  return isBalanced(text) && /^[\w$.?]*$/.test(bare);
}

function isBalanced(text: string): boolean {
  let depth = 0;
  for (const character of text) {
    if (character === '(') depth += 1;
    if (character === ')') depth -= 1;
    if (depth < 0) return false;
  }
  return depth === 0;
}
