/**
 * An answer's body on its way to whoever takes it: unpacked, and asked for no faster than it is taken. The socket waits
 * while the taker does.
 */
import { PassThrough, pipeline, type Duplex } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import type { HttpAnswerHead, HttpRequest } from '@/core/node-kit/executor';
import { NodeFailure } from '@/core/node-kit/node-failure';
import { badEncoding } from './failures';

export interface ReceivedBody {
  /** False when `resume` is to be waited for before the next bytes. */
  write(chunk: Buffer, resume: () => void): boolean;
  /** Resolves when everything was taken. */
  end(): Promise<void>;
  /** The taker gets this error. */
  fail(error: unknown): void;
}

/** Bytes on the way between socket and taker. */
const BUFFERED_BYTES = 256 * 1024;

/** Begins to hand an answer's body over. `onRefused` is told when the taker gives up before the end. */
export function receiveBody(
  receive: NonNullable<HttpRequest['receive']>,
  head: HttpAnswerHead,
  onRefused: (error: unknown) => void,
): ReceivedBody {
  const source = new PassThrough({ highWaterMark: BUFFERED_BYTES });
  const { 'content-encoding': encoding, ...headers } = head.headers;
  const layers = decodersFor(encoding);
  const taken = layers.length === 0 ? source : chained(source, layers, encoding ?? '');
  const known = layers.length === 0 ? head.headers : headers;
  const done = receive(taken as AsyncIterable<Buffer>, { status: head.status, headers: known });
  done.catch((error: unknown) => {
    source.destroy();
    onRefused(error);
  });
  return {
    write(chunk, resume) {
      if (source.destroyed || source.write(chunk)) return true;
      source.once('drain', resume);
      return false;
    },
    async end() {
      source.end();
      await done;
    },
    fail(error) {
      source.destroy(error instanceof Error ? error : new Error('The answer broke off.'));
    },
  };
}

function chained(source: PassThrough, layers: readonly Duplex[], encoding: string): Duplex {
  const last = layers.at(-1) ?? source;
  pipeline([source, ...layers], () => undefined);
  // What a broken archive says names no code of ours.
  for (const layer of layers) {
    layer.prependListener('error', (error: Error & { cause?: unknown }) => {
      if (!(error instanceof NodeFailure)) error.cause = badEncoding(encoding);
    });
  }
  return last;
}

/** From the outermost encoding inwards; none where one of them is not known: the bytes stay as they are. */
function decodersFor(encoding: string | undefined): Duplex[] {
  const names = (encoding ?? '')
    .split(',')
    .map((name) => name.trim().toLowerCase())
    .filter((name) => name !== '' && name !== 'identity');
  if (names.length > 2) throw badEncoding(names.join(', '));
  const made = names.reverse().map(decoderFor);
  return made.every((decoder) => decoder !== null) ? made : [];
}

function decoderFor(name: string): Duplex | null {
  if (name === 'gzip' || name === 'x-gzip') return createGunzip();
  if (name === 'br') return createBrotliDecompress();
  return name === 'deflate' ? createInflate() : null;
}
