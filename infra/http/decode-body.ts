/** Unpacks an answer's body, with a bound on what comes out: a few kilobytes of gzip can become hundreds of megabytes. */
import type zlib from 'node:zlib';
import { createBrotliDecompress, createGunzip, createInflate, createInflateRaw } from 'node:zlib';
import { badEncoding, tooLarge } from './failures';

/** Encodings one on top of the other; more are a trick. */
const MAX_LAYERS = 2;

/** The body without its content encodings; the bytes as they are where the encoding is none we know. */
export async function decodeBody(
  body: Buffer,
  encoding: string | undefined,
  maxBytes: number,
): Promise<Buffer> {
  const layers = (encoding ?? '')
    .split(',')
    .map((layer) => layer.trim().toLowerCase())
    .filter((layer) => layer !== '' && layer !== 'identity');
  if (body.length === 0 || layers.length === 0) return body;
  if (layers.length > MAX_LAYERS) throw badEncoding(layers.join(', '));
  let current = body;
  for (const layer of layers.reverse()) {
    const decoder = decoderFor(layer, current);
    if (!decoder) return body;
    current = await unpack(decoder, current, { layer, maxBytes });
  }
  return current;
}

type Decoder = zlib.Gunzip | zlib.Inflate | zlib.InflateRaw | zlib.BrotliDecompress;

function decoderFor(layer: string, body: Buffer): Decoder | null {
  if (layer === 'gzip' || layer === 'x-gzip') return createGunzip();
  if (layer === 'br') return createBrotliDecompress();
  if (layer !== 'deflate') return null;
  // Some servers send raw deflate under this name; the zlib header tells them apart.
  const hasHeader = ((body[0] ?? 0) & 0x0f) === 8 && (((body[0] ?? 0) << 8) | (body[1] ?? 0)) % 31 === 0;
  return hasHeader ? createInflate() : createInflateRaw();
}

function unpack(decoder: Decoder, body: Buffer, limit: { layer: string; maxBytes: number }): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    decoder.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size > limit.maxBytes) {
        decoder.destroy();
        reject(tooLarge(limit.maxBytes));
      } else chunks.push(chunk);
    });
    decoder.on('end', () => resolve(Buffer.concat(chunks, size)));
    decoder.on('error', () => reject(badEncoding(limit.layer)));
    decoder.end(body);
  });
}
