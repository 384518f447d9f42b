/** Pagination of HTTP requests: n8n describes it by expressions over the answer, here it is a way of going on. */
import type { JsonObject } from '@/core/items/item';
import { checkImportedExpression } from '@/core/expression/imported';
import type { NodeContext } from '../context';
import { isExpression, translateText } from '../expressions';
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
  const end = endOf(pages);
  if (!end)
    context.remark('http.option', { name: 'pagination complete when' }, 'parameters.options.pagination');
  const limited = own(pages, 'limitPagesFetched') === true;
  const most = Number(own(pages, 'maxRequests') ?? 100);
  const pause = Number(own(pages, 'requestInterval') ?? 0);
  return {
    ...next,
    // A next page that is named has its own end.
    ...(end?.['until'] === 'empty' && ['next-url', 'cursor'].includes(String(next['pagination'])) ? {} : end),
    ...(limited && Number.isInteger(most) && most > 0 ? { maxPages: most } : { maxPages: 100_000 }),
    ...(Number.isInteger(pause) && pause > 0 ? { pageDelayMs: pause } : {}),
  };
}

/** When the last page is there; undefined where that cannot be said here. */
function endOf(pages: unknown): JsonObject | undefined {
  const when = textOf(own(pages, 'paginationCompleteWhen'), 'responseIsEmpty');
  if (when === 'responseIsEmpty') return { until: 'empty' };
  if (when === 'receiveSpecificStatusCodes') {
    const codes = String(own(pages, 'statusCodesWhenComplete') ?? '').match(/\b[1-5]\d\d\b/g);
    return codes ? { until: 'status', untilStatus: codes.slice(0, 30).join(', ') } : undefined;
  }
  const last = overPages(own(pages, 'completeExpression'));
  return last === undefined ? undefined : { until: 'field', untilField: last, untilValue: 'true' };
}

/** Names that are known while a request goes from page to page; other data is not at hand then. */
const KNOWN_NAMES = /\$(?!(?:response|pageCount|min|max|if|ifEmpty|now|today)\b)/;

/** A text that n8n works out anew over each page, where it can be here too. */
function overPages(raw: unknown): string | undefined {
  const text = textOf(raw);
  if (!isExpression(text) || !text.includes('{{') || KNOWN_NAMES.test(text)) return undefined;
  const translated = translateText(text).trim();
  return translated.length <= 2000 && checkImportedExpression(translated).supported ? translated : undefined;
}

/** `={{ $response.body.next }}`: the path in the body, or what else is made of the answer. */
function nextUrl(pages: unknown): JsonObject | undefined {
  const path = /^=\s*\{\{\s*\$response\.body\??\.([A-Za-z0-9_$?.]+)\s*\}\}\s*$/.exec(
    textOf(own(pages, 'nextURL')),
  )?.[1];
  const from = path?.replaceAll('?', '') ?? overPages(own(pages, 'nextURL'));
  return from === undefined ? undefined : { pagination: 'next-url', nextFrom: from };
}

/** One parameter that counts or holds a cursor says so; else each has its value or expression. */
function counted(pages: unknown): JsonObject | undefined {
  const rows = objectsOf(own(pages, 'parameters', 'parameters'));
  const [row] = rows;
  if (!row) return undefined;
  return (rows.length === 1 ? onlyOne(row) : undefined) ?? several(rows);
}

const PLACES: Readonly<Record<string, string>> = {
  qs: 'query',
  body: 'body',
  headers: 'header',
  header: 'header',
};

function several(rows: readonly Record<string, unknown>[]): JsonObject | undefined {
  const parameters = rows.flatMap((row): JsonObject[] => {
    const place = PLACES[textOf(row['type'], 'qs')];
    const given = row['value'] ?? '';
    const value =
      isExpression(given) && given.includes('{{') ? overPages(given) : translateText(String(given));
    if (place === undefined || value === undefined) return [];
    return [{ in: place, name: textOf(row['name']).replace(/^=/, ''), value }];
  });
  const isWhole = parameters.length === rows.length && rows.length <= 20;
  return isWhole ? { pagination: 'parameters', pageParameters: parameters } : undefined;
}

/** `={{ $pageCount }}`, `={{ $pageCount + 1 }}`, `={{ $pageCount * 50 }}`, or a cursor of the answer. */
function onlyOne(row: Record<string, unknown>): JsonObject | undefined {
  const type = textOf(row['type'], 'qs');
  if (type !== 'qs' && type !== 'body') return undefined;
  const place = { pageParameter: textOf(row['name']), pageIn: type === 'body' ? 'body' : 'query' };
  const value = textOf(row['value']);
  const cursor = /^=\s*\{\{\s*\$response\.body\??\.([A-Za-z0-9_$?.]+)\s*\}\}\s*$/.exec(value)?.[1];
  if (cursor !== undefined) {
    return { pagination: 'cursor', nextFrom: cursor.replaceAll('?', ''), ...place };
  }
  const made = value.includes('$response') ? overPages(value) : undefined;
  if (made !== undefined) return { pagination: 'cursor', nextFrom: made, ...place };
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
