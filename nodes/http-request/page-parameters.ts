/** Parameters that lead to a page, put into the request. Pure. */
import type { Json, JsonObject } from '@/core/items/item';
import { asText, setBodyParameters, type BuiltRequest, type RequestParameters } from './build-request';
import { readFrom, type PageMoment } from './read-from';

export interface PageParameter {
  in: 'query' | 'header' | 'body';
  name: string;
  value: Json;
}

/** The request with these parameters set, in place of what it had under their names. */
export function withParameters(
  built: BuiltRequest,
  parameters: RequestParameters,
  given: readonly PageParameter[],
): BuiltRequest {
  const url = new URL(built.request.url);
  let { headers } = built.request;
  const members = new Map<string, Json>();
  for (const { in: place, name, value } of given) {
    if (place === 'query') url.searchParams.set(name, asText(value));
    else if (place === 'body') members.set(name, value);
    else {
      const others = headers.filter((header) => header.name.toLowerCase() !== name.toLowerCase());
      headers = [...others, { name, value: asText(value) }];
    }
  }
  const made = { ...built, request: { ...built.request, url: url.href, headers } };
  return members.size === 0 ? made : setBodyParameters(made, parameters, members);
}

/** Stands for the answer before the first request: an expression finds nothing there. */
const NO_PAGE: JsonObject = { status: null, headers: {}, body: {} };

/**
 * The request for the page behind `page`; null for the first one. What has no value is left out. Throws NodeFailure for
 * an expression that fails, unless there was no answer yet to read from.
 */
export function withPageParameters(at: {
  parameters: RequestParameters;
  base: BuiltRequest;
  page: JsonObject | null;
  moment: PageMoment;
}): BuiltRequest {
  const { parameters, base, page, moment } = at;
  const given = parameters.pageParameters.flatMap((row): PageParameter[] => {
    const value = page ? valueOf(row.value, page, moment) : firstValue(row.value, moment);
    return value === null || row.name.trim() === '' ? [] : [{ in: row.in, name: row.name.trim(), value }];
  });
  return withParameters(base, parameters, given);
}

function valueOf(text: string, page: JsonObject, moment: PageMoment): Json {
  return text.includes('{{') ? readFrom(text, page, moment) : text;
}

function firstValue(text: string, moment: PageMoment): Json {
  try {
    return valueOf(text, NO_PAGE, moment);
  } catch {
    return null;
  }
}
