/** What a webhook answers by itself, without a Respond node. */
import type { ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { readField } from '@/core/items/field-path';
import type { Item, PortData } from '@/core/items/item';
import { isLarge } from '@/core/items/port-data';
import type { BlobStore } from '@/infra/blobs/blob-store';
import { loadItems, readPages } from '@/infra/blobs/port-data';
import { sendAccepted, setAnswerHeaders } from './hook-answer';
import type { RouteConfig } from './webhook-route';

const JSON_TYPE = 'application/json; charset=utf-8';
const TEXT_TYPE = 'text/plain; charset=utf-8';
/** These have no body, whatever there is to say. */
const WITHOUT_BODY: readonly number[] = [204, 205, 304];

/** The run is stored and goes on by itself. */
export function sendStarted(response: ServerResponse, runId: string, config: RouteConfig | null): void {
  if (config === null) return sendAccepted(response, runId);
  const begun = begin(response, config, 202);
  if (config.answerWith === 'run-id') return begun.json({ id: runId });
  begun.text(config.answerWith === 'text' ? config.answerText : '');
}

/** The run's output as the webhook wants it: one item as its json, several as a list, none without a body. */
export async function sendOutput(
  blobs: BlobStore,
  response: ServerResponse,
  { output, config }: { output: PortData | null | undefined; config: RouteConfig },
): Promise<void> {
  const { outputAs } = config;
  if (outputAs === 'nothing') return begin(response, config, 204).text('');
  if (output && output.count > 1 && isLarge(output)) {
    const pages = readPages(blobs, output);
    if (outputAs !== 'first') return begin(response, config, 200).pages(pages);
    for await (const page of pages) return sendItems(response, page.slice(0, 1), config);
  }
  const items = output ? await loadItems(blobs, output) : [];
  sendItems(response, outputAs === 'first' ? items.slice(0, 1) : items, config);
}

function sendItems(response: ServerResponse, items: readonly Item[], config: RouteConfig): void {
  const values = items.map((item) => item.json);
  if (config.outputAs === 'list') return begin(response, config, 200).json(values);
  const [first] = values;
  if (first === undefined) return begin(response, config, 204).text('');
  const begun = begin(response, config, 200);
  if (config.outputAs !== 'first' || config.outputField === '')
    return begun.json(values.length > 1 ? values : first);
  const value = readField(first, config.outputField) ?? null;
  if (typeof value === 'string') begun.text(value);
  else begun.json(value);
}

interface Begun {
  json(value: unknown): void;
  /** Empty text has no type. */
  text(text: string): void;
  pages(pages: AsyncIterable<readonly Item[]>): Promise<void>;
}

/** Sets status and headers; only once the answer is at hand, since a problem has its own. */
function begin(response: ServerResponse, config: RouteConfig, usual: number): Begun {
  response.statusCode = config.status ?? usual;
  const type = setAnswerHeaders(response, joined(config.responseHeaders));
  const isEmpty = WITHOUT_BODY.includes(response.statusCode);
  const send = (text: string, usualType: string): void => {
    if (isEmpty) {
      response.removeHeader('content-type');
      response.end();
      return;
    }
    if (type === null && text !== '') response.setHeader('content-type', usualType);
    response.setHeader('content-length', Buffer.byteLength(text));
    response.end(text);
  };
  return {
    json: (value) => send(JSON.stringify(value), JSON_TYPE),
    text: (text) => send(text, TEXT_TYPE),
    async pages(pages) {
      if (isEmpty) return send('', JSON_TYPE);
      if (type === null) response.setHeader('content-type', JSON_TYPE);
      await pipeline(Readable.from(listTexts(pages)), response);
    },
  };
}

/** A list that is too large to be held, as it is read. */
async function* listTexts(pages: AsyncIterable<readonly Item[]>): AsyncGenerator<string> {
  let before = '[';
  for await (const page of pages) {
    yield before + page.map(({ json }) => JSON.stringify(json)).join(',');
    before = ',';
  }
  yield ']';
}

/** A header that stands several times has its values in one line. */
function joined(rows: RouteConfig['responseHeaders']): Record<string, string> {
  const headers = new Map<string, string>();
  for (const { name, value } of rows) {
    const key = name.trim().toLowerCase();
    const known = headers.get(key);
    headers.set(key, known === undefined ? value : `${known}, ${value}`);
  }
  return Object.fromEntries(headers);
}
