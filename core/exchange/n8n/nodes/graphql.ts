/** GraphQL: a request whose body is a query. */
import type { Json, JsonObject } from '@/core/items/item';
import type { NodeContext, Translation } from '../context';
import { requestCredential } from '../credentials';
import { jsonObject } from '../json-text';
import type { NodeRule } from './rule';

/** n8n's own limit where a node says none. */
const TIMEOUT_MS = 300_000;

export const GRAPHQL_RULES: readonly NodeRule[] = [
  { type: 'graphql', versions: [1.1], becomes: 'http-request', translate: graphql },
];

function graphql(context: NodeContext): Translation {
  const isGet = context.choice('POST', 'requestMethod') === 'GET';
  const format = context.choice(context.node.version >= 1.1 ? 'json' : 'graphql', 'requestFormat');
  const headers = context.rows('headerParametersUi', 'parameter').map((row, index): JsonObject => {
    const place = `headerParametersUi.parameter.${index}`;
    return {
      name: context.translated(row['name'] ?? '', `${place}.name`),
      value: context.translated(row['value'] ?? '', `${place}.value`),
    };
  });
  const query = context.value('query') ?? '';
  const isRaw = !isGet && format !== 'json';
  if (isRaw) headers.push({ name: 'content-type', value: 'application/graphql' });
  const isText = context.choice('json', 'responseFormat') === 'string';
  const parameters: JsonObject = {
    method: isGet ? 'GET' : 'POST',
    url: context.value('endpoint') ?? '',
    ...(isGet ? { query: [{ name: 'query', value: query }] } : bodyOf(context, isRaw, query)),
    ...(headers.length > 0 ? { headers } : {}),
    ...{ output: 'items', response: isText ? 'text' : 'json', timeoutMs: TIMEOUT_MS },
  };
  context.ignore('variables', 'operationName', 'headerParametersUi');
  const field = context.value('dataPropertyName');
  if (isText && field !== undefined && field !== 'data') parameters['saveAs'] = field;
  if (context.flag(false, 'allowUnauthorizedCerts')) {
    context.remark('http.option', { name: 'allowUnauthorizedCerts' });
  }
  const what = 'An answer that names errors goes on as an item; in n8n it failed. Check {{ $json.errors }}.';
  context.remark('feature.text', { what });
  const credential = requestCredential(context);
  if (credential === null) return { type: 'http-request', parameters };
  parameters['authentication'] = 'credential';
  return { type: 'http-request', parameters, credentials: { auth: credential } };
}

function bodyOf(context: NodeContext, isRaw: boolean, query: Json): JsonObject {
  if (isRaw) return { bodyType: 'raw', body: query };
  const variables = jsonObject(context, ['variables']);
  const operation = context.value('operationName') ?? '';
  return {
    bodyType: 'json',
    body: { query, variables, ...(operation === '' ? {} : { operationName: operation }) },
  };
}
