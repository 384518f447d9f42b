/** Webhooks and their answers. */
import type { Json, JsonObject } from '@/core/items/item';
import type { NodeContext, Translation } from '../context';
import { callerCredential, credentialKey, namedCredential } from '../credentials';
import { isExpression } from '../expressions';
import { jsonObject, jsonText } from '../json-text';
import { textOf } from '../safe-value';
import type { NodeRule } from './rule';
import { webhookAnswerOf } from './webhook-answer';

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD'];
const PATH =
  /^(:[A-Za-z0-9_]+|[A-Za-z0-9_-][A-Za-z0-9._~-]*)(\/(:[A-Za-z0-9_]+|[A-Za-z0-9_-][A-Za-z0-9._~-]*))*$/;
const FILE_NAME = /^[A-Za-z0-9][A-Za-z0-9_-]{0,99}$/;

export const WEBHOOK_RULES: readonly NodeRule[] = [
  { type: 'webhook', versions: [1.1, 2.1], becomes: 'webhook', translate: webhook },
  { type: 'respondToWebhook', versions: [1.5], becomes: 'respond', translate: respond },
];

function webhook(context: NodeContext): Translation {
  const { parameters: authentication, caller } = authenticationOf(context);
  const credentials = caller === null ? {} : { credentials: { caller } };
  const parameters: JsonObject = {
    path: pathOf(context),
    methods: methodsOf(context),
    ...webhookAnswerOf(context),
    ...bodyOf(context),
    ...authentication,
    ...callersOf(context),
  };
  const isMany = context.flag(false, 'multipleMethods');
  const methods = context.get('httpMethod');
  if (!isMany || !Array.isArray(methods)) return { type: 'webhook', parameters, inputs: [], ...credentials };
  const what =
    'Each method had an output of its own; here all leave by one. Tell them apart by {{ $json.method }}.';
  context.remark('feature.text', { what });
  return { type: 'webhook', parameters, inputs: [], outputs: methods.map(() => 'main'), ...credentials };
}

/** An address that cannot be read is brought over as it is: to leave it out could let anyone in. */
function callersOf(context: NodeContext): JsonObject {
  const addresses = context.choice('', 'options', 'ipWhitelist').trim();
  return {
    ...(addresses === '' ? {} : { allowedAddresses: addresses }),
    ...(context.flag(false, 'options', 'ignoreBots') ? { ignoreBots: true } : {}),
  };
}

/** Older versions had one option for files and raw bodies each. */
function bodyOf(context: NodeContext): JsonObject {
  const isRaw = context.flag(false, 'options', 'rawBody') || context.flag(false, 'options', 'binaryData');
  const name = context.choice('', 'options', 'binaryPropertyName');
  const isUsable = FILE_NAME.test(name);
  if (name !== '' && !isUsable) context.remark('parameter.dropped', { name: 'options.binaryPropertyName' });
  return { ...(isRaw ? { body: 'both' } : {}), ...(isUsable ? { bodyFile: name } : {}) };
}

function pathOf(context: NodeContext): string {
  const raw = context.get('path');
  const wanted = isExpression(raw) && !raw.includes('{{') ? raw.slice(1) : textOf(raw);
  // Cut before the slashes go: a pattern over a long row of them would take its time.
  const path = wanted.slice(0, 200).replace(/^\/+|\/+$/g, '');
  if (PATH.test(path)) return path;
  const id = textOf(context.node.raw['webhookId']) || textOf(context.node.raw['id']);
  const made = (
    path.replace(/[^A-Za-z0-9_-]+/g, '-').replace(/^-+|-+$/g, '') || id.replace(/[^A-Za-z0-9_-]/g, '')
  ).slice(0, 100);
  const name = made === '' ? `webhook-${context.node.index + 1}` : made;
  context.remark('webhook.path-made', { path: name }, 'parameters.path');
  return name;
}

function methodsOf(context: NodeContext): string[] {
  const raw = context.get('httpMethod') ?? (context.node.version >= 1 ? 'GET' : 'POST');
  const given = (Array.isArray(raw) ? (raw as unknown[]) : [raw]).filter(
    (m): m is string => typeof m === 'string',
  );
  const methods = given.filter((method) => METHODS.includes(method));
  for (const method of given) {
    if (!METHODS.includes(method)) context.remark('webhook.methods', { method: method.slice(0, 50) });
  }
  return methods.length > 0 ? [...new Set(methods)] : ['GET'];
}

function authenticationOf(context: NodeContext): { parameters: JsonObject; caller: string | null } {
  const kind = context.choice('none', 'authentication');
  if (kind === 'none') return { parameters: {}, caller: null };
  const caller = callerCredential(context, kind);
  if (caller !== null) return { parameters: { authentication: 'credential' }, caller };
  context.remark('webhook.authentication');
  return { parameters: { authentication: 'header' }, caller };
}

function respond(context: NodeContext): Translation {
  const kind = context.choice('firstIncomingItem', 'respondWith');
  const parameters: JsonObject = { status: context.number(200, 'options', 'responseCode') };
  const headers = context.rows('options', 'responseHeaders', 'entries').map((row, at): JsonObject => {
    const path = `options.responseHeaders.entries.${at}`;
    return {
      name: context.translated(row['name'] ?? '', path),
      value: context.translated(row['value'] ?? '', path),
    };
  });
  const isTyped = headers.some(({ name }) => String(name).trim().toLowerCase() === 'content-type');
  // Text is a page in n8n, unless a header says otherwise.
  if (kind === 'text' && !isTyped) headers.push({ name: 'Content-Type', value: 'text/html; charset=utf-8' });
  if (headers.length > 0) parameters['headers'] = headers;
  context.ignore('options.responseHeaders', 'generalNotice', 'webhookNotice');
  if (context.flag(false, 'options', 'enableStreaming')) {
    context.remark('webhook.response', { what: 'the answer is not streamed.' });
  }
  Object.assign(parameters, answerOf(kind, context));
  const key = context.value('options', 'responseKey');
  if (key !== undefined && key !== '' && parameters['with'] !== undefined) parameters['wrapIn'] = key;
  if (parameters['with'] !== 'token') return { type: 'respond', parameters };
  const secret = namedCredential(context, ['jwtAuth']) ?? credentialKey({ type: 'jwtAuth', name: '' });
  return { type: 'respond', parameters, credentials: { secret } };
}

function answerOf(kind: string, context: NodeContext): Record<string, Json> {
  switch (kind) {
    case 'json':
      return { with: 'body', body: jsonText(context, ['responseBody'], '{}') };
    case 'text':
      return { with: 'text', text: context.value('responseBody') ?? '' };
    case 'redirect':
      return { with: 'redirect', redirect: context.value('redirectURL') ?? '', ...redirectStatus(context) };
    case 'binary': {
      const isNamed = context.choice('automatically', 'responseDataSource') === 'set';
      const name = context.value('inputFieldName');
      return { with: 'file', file: isNamed && typeof name === 'string' ? name : '' };
    }
    case 'jwt':
      context.remark('webhook.response', {
        what: 'the algorithm of the token is a field of the node, HS256 unless you choose another.',
      });
      return { with: 'token', claims: jsonObject(context, ['payload']), secretFrom: 'credential' };
    case 'noData':
      return { with: 'nothing' };
    case 'allIncomingItems':
      return { with: 'all-items' };
    case 'firstIncomingItem':
      return { with: 'first-item' };
    default:
      context.remark('webhook.response', { what: `"${kind}" is answered with the first item.` });
      return { with: 'first-item' };
  }
}

function redirectStatus(context: NodeContext): Record<string, Json> {
  return context.get('options', 'responseCode') === undefined ? { status: 307 } : {};
}
