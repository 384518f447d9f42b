import { setField } from '@/core/items/field-path';
import type { Item, Json, JsonObject } from '@/core/items/item';
import type { ExecutorFor, RunAnswer, StepContext } from '@/core/node-kit/executor';
import { writablePath } from '@/core/node-kit/field-names';
import { NodeFailure } from '@/core/node-kit/node-failure';
import { secretText } from '@/core/node-kit/secret-text';
import { readClaims, signToken, withIssuedAt } from '@/nodes/_shared/json-web-token';
import type { definition } from './definition';

type RespondParameters = Parameters<ExecutorFor<typeof definition>['execute']>[0]['parameters'];

const JSON_TYPE = 'application/json; charset=utf-8';
const TEXT_TYPE = 'text/plain; charset=utf-8';
/** Decided by the server that sends the answer. */
const REFUSED_HEADERS = new Set([
  'connection',
  'content-length',
  'keep-alive',
  'transfer-encoding',
  'upgrade',
  'trailer',
]);
/** The answer is a fact of the run. */
const MAX_FILE_BYTES = 4 * 1024 * 1024;
const HEADER_NAME = /^[!#$%&'*+.^_`|~0-9A-Za-z-]{1,100}$/;
// eslint-disable-next-line no-control-regex -- control characters are what is looked for
const BAD_IN_VALUE = /[\u0000-\u0008\u000a-\u001f\u007f]|[^\u0000-\u00ff]/;

export const executor: ExecutorFor<typeof definition> = {
  async execute(input, ctx) {
    const items = input.items();
    const { parameters } = input;
    const answer =
      parameters.with === 'file'
        ? await fileAnswer(items, parameters, ctx)
        : parameters.with === 'token'
          ? await tokenAnswer(parameters, ctx)
          : answerOf(items, { ...parameters, with: parameters.with });
    const outputs = { main: items.map((item, index) => ({ ...item, from: [{ port: 'main', index }] })) };
    return { kind: 'done', outputs, answer };
  },
};

/** As `{"token": "…"}`. */
async function tokenAnswer(parameters: RespondParameters, ctx: StepContext): Promise<RunAnswer> {
  const payload = withIssuedAt(readClaims(parameters.claims), Math.floor(ctx.now / 1000));
  const key = await secretText(parameters, ctx);
  const token = signToken({ payload, keyId: '' }, { algorithm: parameters.algorithm, key });
  return makeAnswer(parameters.status, readHeaders(parameters.headers), { token });
}

type Plain = Exclude<RespondParameters['with'], 'file' | 'token'>;

function answerOf(items: readonly Item[], parameters: RespondParameters & { with: Plain }): RunAnswer {
  const { status, body, wrapIn } = parameters;
  const headers = readHeaders(parameters.headers);
  switch (parameters.with) {
    case 'body':
      return makeAnswer(status, headers, body === undefined ? firstItem(items) : (body as Json));
    case 'first-item':
      return makeAnswer(status, headers, wrapped(firstItem(items), wrapIn));
    case 'all-items':
      return makeAnswer(
        status,
        headers,
        wrapped(
          items.map((item) => item.json),
          wrapIn,
        ),
      );
    case 'text':
      return makeAnswer(status, headers, parameters.text);
    case 'redirect':
      return makeAnswer(
        status >= 300 && status < 400 ? status : 302,
        redirectTo(parameters.redirect, headers),
        '',
      );
    case 'nothing':
      return makeAnswer(status, headers, '');
  }
}

/** The bytes go with the answer, which is kept in the run: large files are for a link. */
async function fileAnswer(
  items: readonly Item[],
  parameters: RespondParameters,
  ctx: StepContext,
): Promise<RunAnswer> {
  const files = items[0]?.binary ?? {};
  const wanted = parameters.file.trim();
  const name = wanted === '' ? Object.keys(files)[0] : wanted;
  const file = name !== undefined && Object.hasOwn(files, name) ? files[name] : undefined;
  if (!file) {
    const message = wanted === '' ? 'The first item has no file.' : `The first item has no file "${wanted}".`;
    throw NodeFailure.final('respond.no-file', message, { outcome: 'not-done' });
  }
  if (file.size > MAX_FILE_BYTES) {
    throw NodeFailure.final(
      'respond.file-too-large',
      `A file that is answered with may have at most ${MAX_FILE_BYTES} bytes. Answer with an address where it can be fetched.`,
      { outcome: 'not-done', details: { limit: MAX_FILE_BYTES } },
    );
  }
  const headers = readHeaders(parameters.headers);
  return {
    status: parameters.status,
    headers: { ...headers, 'content-type': headers['content-type'] ?? file.mediaType },
    body: Buffer.from(await ctx.files.read(file)).toString('base64'),
    encoding: 'base64',
  };
}

function wrapped(value: Json, name: string): Json {
  if (name.trim() === '') return value;
  const json: JsonObject = {};
  setField(json, writablePath(name.trim()), value);
  return json;
}

function redirectTo(address: string, headers: Record<string, string>): Record<string, string> {
  return { ...headers, ...readHeaders([{ name: 'location', value: address.trim() }]) };
}

function firstItem(items: readonly Item[]): Json {
  return items[0]?.json ?? null;
}

function makeAnswer(status: number, headers: Record<string, string>, body: Json): RunAnswer {
  const isText = typeof body === 'string';
  const contentType = headers['content-type'] ?? (isText ? TEXT_TYPE : JSON_TYPE);
  const isJson = /[/+]json\b/i.test(contentType);
  return {
    status,
    headers: { ...headers, 'content-type': contentType },
    body: isJson ? readJsonText(body) : isText ? body : JSON.stringify(body),
  };
}

/** Text under a JSON type is meant as JSON already written, where it is that. */
function readJsonText(body: Json): Json {
  if (typeof body !== 'string') return body;
  try {
    return JSON.parse(body) as Json;
  } catch {
    return body;
  }
}

function readHeaders(pairs: readonly { name: string; value: unknown }[]): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const { name, value } of pairs) {
    const key = name.trim().toLowerCase();
    if (key === '') continue;
    const text = value === null || value === undefined ? '' : String(value);
    if (!HEADER_NAME.test(key) || BAD_IN_VALUE.test(text)) {
      throw NodeFailure.final(
        'respond.invalid-header',
        `The header "${name}" cannot be sent. Names take letters, digits and -, values take one line of plain text.`,
        { details: { header: name } },
      );
    }
    if (REFUSED_HEADERS.has(key)) {
      throw NodeFailure.final(
        'respond.refused-header',
        `"${name}" is set by the server. Remove this header.`,
        {
          details: { header: name },
        },
      );
    }
    headers[key] = Object.hasOwn(headers, key) ? `${headers[key]}, ${text}` : text;
  }
  return headers;
}
