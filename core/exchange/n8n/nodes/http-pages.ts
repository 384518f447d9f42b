/** Pagination of HTTP requests: n8n describes it by expressions over the answer, here it is a way of going on. */
import type { JsonObject } from '@/core/items/item';
import type { NodeContext } from '../context';
import { objectsOf, own, textOf } from '../safe-value';

/** Fields for pages; none where the request has no pages, or pages of a kind that has no counterpart. */
export function pagesOf(context: NodeContext): JsonObject {
  const pages = context.get('options', 'pagination', 'pagination');
  const mode = textOf(
    own(pages, 'paginationMode'),
    pages === undefined ? 'off' : 'updateAParameterInEachRequest',
  );
  if (mode === 'off') return {};
  const next = mode === 'responseContainsNextURL' ? nextUrl(pages) : counted(pages);
  if (!next) {
    context.remark('http.option', { name: 'pagination' }, 'parameters.options.pagination');
    return {};
  }
  const isComplete = textOf(own(pages, 'paginationCompleteWhen'), 'responseIsEmpty');
  if (isComplete !== 'responseIsEmpty') {
    context.remark('http.option', { name: 'pagination complete when' }, 'parameters.options.pagination');
  }
  const limited = own(pages, 'limitPagesFetched') === true;
  const most = Number(own(pages, 'maxRequests') ?? 100);
  const pause = Number(own(pages, 'requestInterval') ?? 0);
  return {
    ...next,
    ...(limited && Number.isInteger(most) && most > 0 ? { maxPages: most } : { maxPages: 100_000 }),
    ...(Number.isInteger(pause) && pause > 0 ? { pageDelayMs: pause } : {}),
  };
}

/** `={{ $response.body.next }}`: the path in the body. */
function nextUrl(pages: unknown): JsonObject | undefined {
  const path = /^=\s*\{\{\s*\$response\.body\??\.([A-Za-z0-9_$?.]+)\s*\}\}\s*$/.exec(
    textOf(own(pages, 'nextURL')),
  )?.[1];
  return path === undefined ? undefined : { pagination: 'next-url', nextFrom: path.replaceAll('?', '') };
}

/** `={{ $pageCount }}`, `={{ $pageCount + 1 }}`, `={{ $pageCount * 50 }}`, or a cursor of the answer. */
function counted(pages: unknown): JsonObject | undefined {
  const rows = objectsOf(own(pages, 'parameters', 'parameters'));
  const row = rows[0];
  if (!row || rows.length > 1) return undefined;
  const type = textOf(row['type'], 'qs');
  if (type !== 'qs' && type !== 'body') return undefined;
  const place = { pageParameter: textOf(row['name']), pageIn: type === 'body' ? 'body' : 'query' };
  const value = textOf(row['value']);
  const cursor = /^=\s*\{\{\s*\$response\.body\??\.([A-Za-z0-9_$?.]+)\s*\}\}\s*$/.exec(value)?.[1];
  if (cursor !== undefined) {
    return { pagination: 'cursor', nextFrom: cursor.replaceAll('?', ''), ...place };
  }
  const match = /^=\s*\{\{\s*\$pageCount\s*(?:([+*])\s*(\d+))?\s*\}\}\s*$/.exec(value);
  if (!match) return undefined;
  const [, operator, amount] = match;
  const number = Number(amount ?? 0);
  return {
    pagination: 'number',
    ...place,
    pageStart: operator === '+' ? number : 0,
    pageStep: operator === '*' && number > 0 ? number : 1,
  };
}
