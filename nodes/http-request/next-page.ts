/** From one page to the request for the next, or to the end. Pure: the same answers give the same requests. */
import type { Json, JsonObject } from '@/core/items/item';
import { NodeFailure } from '@/core/node-kit/node-failure';
import { setBodyParameter, type BuiltRequest, type RequestParameters } from './build-request';
import { nextLink } from './link-header';
import { demandEntries, entriesOf } from './page-entries';
import { readFrom, type PageMoment } from './read-from';

export interface PageAt {
  parameters: RequestParameters;
  /** The first page is 1. */
  number: number;
  built: BuiltRequest;
  page: JsonObject;
  now: number;
}

/** The request of the first page: with the number it counts from, where one counts. */
export function firstPage(parameters: RequestParameters, built: BuiltRequest): BuiltRequest {
  return parameters.pagination === 'number' ? withParameter(parameters, built, parameters.pageStart) : built;
}

/** The request of the page behind, or null at the end. */
export function nextPage(at: PageAt): BuiltRequest | null {
  const { parameters, page } = at;
  const status = page['status'];
  if (typeof status === 'number' && status >= 400) return null;
  if (isLast(at)) return null;
  switch (parameters.pagination) {
    case 'none':
      return null;
    case 'number':
      return withParameter(parameters, at.built, parameters.pageStart + at.number * parameters.pageStep);
    case 'cursor': {
      const cursor = readFrom(parameters.nextFrom, page, momentOf(at));
      if (isNothing(cursor)) return null;
      if (typeof cursor === 'object') throw badNext('The cursor of the next page is no text and no number.');
      return withParameter(parameters, at.built, cursor);
    }
    case 'next-url':
      return withUrl(at, readFrom(parameters.nextFrom, page, momentOf(at)));
    case 'link-header':
      return withUrl(at, nextLink(linkHeaderOf(page)));
  }
}

function momentOf({ now, number }: PageAt): PageMoment {
  return { now, count: number };
}

function isLast(at: PageAt): boolean {
  const { parameters, page, now } = at;
  if (parameters.until === 'pages') return false;
  if (parameters.until === 'field') {
    const value = readFrom(parameters.untilField, page, momentOf(at));
    const isFalse = isNothing(value) || value === 'false' || value === 0;
    return parameters.untilValue === 'false' ? isFalse : !isFalse;
  }
  // A counter knows no end of its own; a next page that is named may be empty and lead on.
  if (parameters.pagination === 'number') return demandEntries(page, parameters.entriesAt, now).length === 0;
  return entriesOf(page, parameters.entriesAt, now)?.length === 0;
}

function isNothing(value: Json): boolean {
  return value === null || value === '' || value === false;
}

function linkHeaderOf({ headers }: JsonObject): string {
  if (typeof headers !== 'object' || headers === null || Array.isArray(headers)) return '';
  return typeof headers['link'] === 'string' ? headers['link'] : '';
}

function withParameter(parameters: RequestParameters, built: BuiltRequest, value: Json): BuiltRequest {
  const { pageParameter: name, pageIn } = parameters;
  if (pageIn === 'body') return setBodyParameter(built, parameters, { name, value });
  const url = new URL(built.request.url);
  url.searchParams.set(name, String(value));
  return { ...built, request: { ...built.request, url: url.href } };
}

/** Credentials go along, so the next page must lie where the first one did. */
function withUrl({ built }: PageAt, found: Json): BuiltRequest | null {
  if (isNothing(found)) return null;
  const from = new URL(built.request.url);
  if (typeof found !== 'string' || !URL.canParse(found, from.href)) {
    throw badNext('What the answer gives as the address of the next page is no web address.');
  }
  const url = new URL(found, from.href);
  if (url.origin !== from.origin) {
    throw badNext(
      `The next page lies on another site (${url.host}), to which headers are not sent on. Call it with a node of its own.`,
    );
  }
  return { ...built, request: { ...built.request, url: url.href } };
}

function badNext(message: string): NodeFailure {
  return NodeFailure.final('http.bad-next-page', message);
}
