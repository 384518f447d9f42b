/** An answer that is kept as a file while it comes. */
import type { FileRef, Item, Json, JsonObject } from '@/core/items/item';
import { isPlainObject } from '@/core/items/plain-json';
import type {
  HttpAnswerHead,
  HttpRequest,
  HttpResponse,
  OutputItem,
  StepContext,
} from '@/core/node-kit/executor';
import { fileSlot } from '@/core/node-kit/item-file';
import { NodeFailure } from '@/core/node-kit/node-failure';
import { isTextual } from './read-answer';

/** Sends the request; the body of an answer that says it went well becomes a file, whatever it is. */
export async function requestFile(
  request: HttpRequest,
  ctx: StepContext,
): Promise<{ response: HttpResponse; file: FileRef | null }> {
  let file: FileRef | null = null;
  const receive: HttpRequest['receive'] = async (pieces, head) => {
    const mediaType = head.headers['content-type'] ?? '';
    file = await ctx.files.write({ name: nameOf(head, request.url), mediaType }, pieces);
  };
  const response = await ctx.http.request({ ...request, receive }, ctx.abort);
  return { response, file };
}

/** Keeps an answer that came as a whole, where its type is neither text nor JSON; null otherwise. */
export async function keepOther(response: HttpResponse, ctx: StepContext): Promise<FileRef | null> {
  const { headers, body, url } = response;
  if (body.length === 0 || isTextual(headers['content-type'] ?? '')) return null;
  const mediaType = headers['content-type'] ?? '';
  return ctx.files.write({ name: nameOf(response, url), mediaType }, body);
}

/** What is recorded of an answer that became a file. */
export function fileAnswer({ status, headers }: HttpResponse, file: FileRef): JsonObject {
  return { status, headers, body: null, [FILE]: { ...file } };
}

const FILE = '$file';

/**
 * The items with the file of the answer they came from, beside those of the item that was sent. An answer from a receipt may have been given by a person: the
 * store decides whether its file is one of this tenant. Throws NodeFailure `file.gone`.
 */
export async function withFile(
  items: readonly OutputItem[],
  { answer, saveAs, item }: { answer: JsonObject; saveAs: string; item: Item },
  ctx: StepContext,
): Promise<OutputItem[]> {
  const file = fileIn(answer[FILE]);
  if (!file) return [...items];
  for await (const piece of ctx.files.open(file)) if (piece.length > 0) break;
  return items.map(({ json: { [FILE]: _file, ...json } }) => ({
    json,
    binary: { ...item.binary, [fileSlot(saveAs)]: file },
  }));
}

function fileIn(value: Json | undefined): FileRef | null {
  if (!isPlainObject(value)) return null;
  const { blobKey, name, mediaType, size } = value;
  const isFile =
    typeof blobKey === 'string' &&
    typeof name === 'string' &&
    typeof mediaType === 'string' &&
    typeof size === 'number';
  if (isFile) return { blobKey, name, mediaType, size };
  throw NodeFailure.final('file.gone', 'The answer names a file that is none. Give another answer.');
}

/** What the other side calls it, else the last part of the address. */
function nameOf({ headers }: HttpAnswerHead, url: string): string {
  const said = headers['content-disposition'] ?? '';
  const encoded = /filename\*=(?:UTF-8|utf-8)''([^;\s]+)/.exec(said)?.[1];
  const plain = /filename="?([^";]+)"?/.exec(said)?.[1];
  const last = new URL(url).pathname.split('/').at(-1) ?? '';
  for (const name of [decoded(encoded), plain, decoded(last)]) {
    if (name !== undefined && name !== '') return name;
  }
  return 'file';
}

function decoded(text: string | undefined): string | undefined {
  try {
    return text === undefined ? undefined : decodeURIComponent(text);
  } catch {
    return text;
  }
}
