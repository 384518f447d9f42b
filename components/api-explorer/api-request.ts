/** A call with its values filled in, as an address, a request and a curl command. */
import type { ApiCall } from './api-document';

export interface ApiValues {
  /** By parameter name. Empty ones are left out. */
  parameters: Readonly<Record<string, string>>;
  /** JSON text. */
  body: string;
}

/** What the form begins with. */
export function startValues(call: ApiCall): ApiValues {
  const example = call.body?.example;
  return {
    parameters: {},
    body: call.body ? JSON.stringify(example ?? {}, null, 2) : '',
  };
}

/** Names of required parameters without a value. */
export function missingParameters(call: ApiCall, values: ApiValues): string[] {
  return call.parameters
    .filter(({ name, required }) => required && (values.parameters[name] ?? '').trim() === '')
    .map(({ name }) => name);
}

/** Below the origin, with the query. A parameter without a value stays as `{name}`. */
export function addressOf(call: ApiCall, { parameters }: ApiValues): string {
  const path = call.path.replace(/\{(\w+)\}/g, (whole, name: string) => {
    const value = (parameters[name] ?? '').trim();
    return value === '' ? whole : encodeURIComponent(value);
  });
  const query = new URLSearchParams(
    call.parameters.flatMap(({ name, in: place }) => {
      const value = parameters[name] ?? '';
      return place === 'query' && value !== '' ? [[name, value]] : [];
    }),
  ).toString();
  return `/api/v1${path}${query === '' ? '' : `?${query}`}`;
}

/** Headers of the call, the key included. */
export function headersOf(call: ApiCall, values: ApiValues, key: string): Record<string, string> {
  const own = call.parameters.flatMap(({ name, in: place }) => {
    const value = values.parameters[name] ?? '';
    return place === 'header' && value !== '' ? [[name, value] as const] : [];
  });
  return {
    Authorization: `Bearer ${key}`,
    ...(call.body ? { 'Content-Type': 'application/json' } : {}),
    ...Object.fromEntries(own),
  };
}

/** The same call for a shell. The key stands in a variable, so that it gets into no history. */
export function curlCommand(call: ApiCall, values: ApiValues, origin: string): string {
  const headers = Object.entries(headersOf(call, values, '$KEY')).map(([name, value]) =>
    name === 'Authorization' ? `-H "Authorization: Bearer $KEY"` : `-H ${quoted(`${name}: ${value}`)}`,
  );
  return [
    `curl${call.method === 'GET' ? '' : ` -X ${call.method}`} ${quoted(`${origin}${addressOf(call, values)}`)}`,
    ...headers,
    ...(call.body ? [`-d ${quoted(values.body)}`] : []),
  ].join(' \\\n  ');
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
