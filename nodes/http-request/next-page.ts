/** From one page to the request for the next, or to the end. Pure: the same answers give the same requests. */
import type { Json, JsonObject } from '@/core/items/item';
import { NodeFailure } from '@/core/node-kit/node-failure';
import type { BuiltRequest, RequestParameters } from './build-request';
import { nextLink } from './link-header';
import { demandEntries, entriesOf } from './page-entries';
import { withPageParameters, withParameters } from './page-parameters';
import { readFrom, type PageMoment } from './read-from';

export interface PageAt {
  parameters: RequestParameters;
  /** The first page is 1. */
  number: number;
  /** The request as the node says it, without what leads to a page. */
  base: BuiltRequest;
  /** The request that gave this page. */
  built: BuiltRequest;
  page: JsonObject;
  now: number;
}

/** The request of the first page: with the number it counts from, where one counts. */
export function firstPage(parameters: RequestParameters, built: BuiltRequest, now: number): BuiltRequest {
  if (parameters.pagination === 'number') return withParameter(parameters, built, parameters.pageStart);
  if (parameters.pagination !== 'parameters') return built;
  return withPageParameters({ parameters, base: built, page: null, moment: { now, count: 0 } });
}

/** The request of the page behind, or null at the end. */
export function nextPage(at: PageAt): BuiltRequest | null {
  const { parameters, page } = at;
  if (isLast(at)) return null;
  const moment = momentOf(at);
  switch (parameters.pagination) {
    case 'none':
      return null;
    case 'number':
      return withParameter(parameters, at.built, parameters.pageStart + at.number * parameters.pageStep);
    case 'cursor': {
      const cursor = readFrom(parameters.nextFrom, page, moment);
      if (isNothing(cursor)) return null;
      if (typeof cursor === 'object') throw badNext('The cursor of the next page is no text and no number.');
      return withParameter(parameters, at.built, cursor);
    }
    case 'next-url':
      return withUrl(at, readFrom(parameters.nextFrom, page, moment));
    case 'link-header':
      return withUrl(at, nextLink(linkHeaderOf(page)));
    case 'parameters':
      return withPageParameters({ parameters, base: at.base, page, moment });
  }
}

/** Whether a page would follow. Parameters are not worked out for one that is not fetched. */
export function mayGoOn(at: PageAt): boolean {
  return at.parameters.pagination === 'parameters' ? !isLast(at) : nextPage(at) !== null;
}

function momentOf({ now, number }: PageAt): PageMoment {
  return { now, count: number };
}

function isLast(at: PageAt): boolean {
  const { parameters, page, now } = at;
  const status = page['status'];
  if (typeof status === 'number' && status >= 400) return true;
  if (parameters.until === 'pages') return false;
  if (parameters.until === 'field') {
    const value = readFrom(parameters.untilField, page, momentOf(at));
    const isFalse = isNothing(value) || value === 'false' || value === 0;
    return parameters.untilValue === 'false' ? isFalse : !isFalse;
  }
  if (parameters.until === 'empty') return isEmptyBody(page['body'] ?? null);
  if (parameters.until === 'status') return endsByStatus(parameters, page['status']);
  // A counter knows no end of its own; a next page that is named may be empty and lead on.
  if (parameters.pagination === 'number') return demandEntries(page, parameters.entriesAt, now).length === 0;
  return entriesOf(page, parameters.entriesAt, now)?.length === 0;
}

/** True where an answer with this status is the last page, whatever else it is. */
export function endsByStatus(
  { pagination, until, untilStatus }: RequestParameters,
  status: Json | undefined,
): boolean {
  if (pagination === 'none' || until !== 'status') return false;
  return untilStatus.split(',').some((wanted) => Number(wanted) === status);
}

/** Nothing, an empty text, list or object. */
function isEmptyBody(body: Json): boolean {
  if (body === null || body === '') return true;
  return typeof body === 'object' && Object.keys(body).length === 0;
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
  return withParameters(built, parameters, [{ in: pageIn, name, value }]);
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
