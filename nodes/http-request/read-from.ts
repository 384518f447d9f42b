/** Reads a value out of a page of an answer, by path or by expression. Pure. */
import { evaluateTemplate } from '@/core/expression/evaluate';
import { createEnv } from '@/core/expression/scope';
import { compileTemplate, mayHoldExpression } from '@/core/expression/template';
import type { Json, JsonObject } from '@/core/items/item';
import { NodeFailure } from '@/core/node-kit/node-failure';

/** When a page is looked at. */
export interface PageMoment {
  now: number;
  /** Pages fetched so far, this one included. */
  count?: number;
}

/**
 * A text with `{{ }}` is an expression in which `$json` is the page (`status`, `headers`, `body`), as is `$response` with `statusCode`, and `$pageCount` the number of pages so far; anything else a path
 * in its body. Null where nothing is there. Throws NodeFailure for an expression that cannot be read.
 */
export function readFrom(source: string, page: JsonObject, moment: PageMoment): Json {
  return mayHoldExpression(source) ? evaluate(source, page, moment) : readPath(source, page['body'] ?? null);
}

function evaluate(source: string, page: JsonObject, { now, count }: PageMoment): Json {
  const compiled = compileTemplate(source);
  if (!compiled.ok) throw unreadable(source, compiled.problem.message);
  const response = { ...page, statusCode: page['status'] ?? null };
  const env = createEnv({
    item: { json: page },
    now,
    page: { response, ...(count === undefined ? {} : { count }) },
  });
  const result = evaluateTemplate(compiled.template, env);
  if (!result.ok) throw unreadable(source, result.error.message);
  // Results of expressions are JSON, or undefined.
  return (result.value ?? null) as Json;
}

/** `a.b.0.c`; own members and entries of lists alone. Empty: the value itself. */
function readPath(path: string, value: Json): Json {
  let found = value;
  for (const key of path.trim() === '' ? [] : path.trim().split('.')) {
    if (typeof found !== 'object' || found === null || !Object.hasOwn(found, key)) return null;
    found = (Array.isArray(found) ? found[Number(key)] : found[key]) ?? null;
  }
  return found;
}

function unreadable(source: string, why: string): NodeFailure {
  return NodeFailure.final(
    'http.bad-page-field',
    `"${source.slice(0, 200)}" cannot be read from the answer: ${why}`,
  );
}
