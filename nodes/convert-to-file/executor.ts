import { kindOfBytes, kindOfName, type FileKind } from '@/core/files/media-types';
import { copyJson, readField } from '@/core/items/field-path';
import type { Item } from '@/core/items/item';
import type { ExecutorFor, OutputItem, StepContext } from '@/core/node-kit/executor';
import { fileSlot } from '@/core/node-kit/item-file';
import { NodeFailure } from '@/core/node-kit/node-failure';
import type { definition } from './definition';
import { encodeText } from './encode-text';
import type { run } from './job';

type ConvertParameters = Parameters<ExecutorFor<typeof definition>['execute']>[0]['parameters'];

export const executor: ExecutorFor<typeof definition> = {
  async execute(input, ctx) {
    const items = input.items();
    const { format, jsonOf } = input.parameters;
    if (format === 'text' || format === 'base64' || (format === 'json' && jsonOf === 'each')) {
      const main: OutputItem[] = [];
      for (const [index, item] of items.entries()) {
        ctx.abort.throwIfAborted();
        main.push({
          ...(await ofItem(item, input.parametersFor(index), ctx)),
          from: [{ port: 'main', index }],
        });
      }
      return { kind: 'done', outputs: { main } };
    }
    if (items.length === 0) return { kind: 'done', outputs: { main: [] } };
    const { keepFields: _keepFields, ...options } = input.parameters;
    const json = items.map((item) => item.json);
    const bytes = await ctx.offload<typeof run>('convert-to-file', {
      ...options,
      format,
      items: json,
      now: ctx.now,
    });
    const kind = kindOfName(`x.${format}`);
    const from = items.map((_, index) => ({ port: 'main', index }));
    return {
      kind: 'done',
      outputs: {
        main: [{ ...(await withFile(bytes, { parameters: input.parameters, kind, json: {} }, ctx)), from }],
      },
    };
  },
};

async function ofItem(item: Item, parameters: ConvertParameters, ctx: StepContext): Promise<OutputItem> {
  const json = parameters.keepFields ? copyJson(item.json) : {};
  const { format, encoding, pretty } = parameters;
  if (format === 'json') {
    const bytes = encodeText(JSON.stringify(item.json, null, pretty ? 2 : 0), encoding, parameters);
    return withFile(bytes, { parameters, kind: kindOfName('x.json'), json }, ctx);
  }
  const value = readField(item.json, parameters.field);
  if (value === undefined || value === null) {
    throw NodeFailure.final(
      'file.no-field',
      `The item has nothing in the field "${parameters.field}". Name the field that becomes the file.`,
    );
  }
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  if (format === 'text') {
    const bytes = encodeText(text, encoding, parameters);
    return withFile(
      bytes,
      { parameters, kind: kindOfName(parameters.fileName) ?? kindOfName('x.txt'), json },
      ctx,
    );
  }
  const bytes = decodeBase64(text);
  const kind = kindOfName(parameters.fileName) ?? kindOfBytes(bytes);
  return withFile(bytes, { parameters, kind, json }, ctx);
}

async function withFile(
  bytes: Uint8Array,
  made: { parameters: ConvertParameters; kind: FileKind | null; json: OutputItem['json'] },
  ctx: StepContext,
): Promise<OutputItem> {
  const { parameters, kind, json } = made;
  const slot = fileSlot(parameters.file);
  const ending = kind === null ? 'bin' : kind.ending;
  const name =
    parameters.fileName === ''
      ? `${parameters.format === 'base64' ? 'file' : 'data'}.${ending}`
      : parameters.fileName;
  const own = ['text', 'base64'].includes(parameters.format) ? parameters.mediaType : '';
  const mediaType = own === '' ? (kind?.mediaType ?? 'application/octet-stream') : own;
  return { json, binary: { [slot]: await ctx.files.write({ name, mediaType }, bytes) } };
}

/** With or without the beginning of a data address; blanks and line breaks do not matter. */
function decodeBase64(text: string): Uint8Array {
  const written = text.replace(/^data:[^,]{0,200};base64,/i, '').replace(/\s+/g, '');
  if (/^[A-Za-z0-9+/_-]*={0,2}$/.test(written)) return Uint8Array.from(Buffer.from(written, 'base64'));
  throw NodeFailure.final(
    'file.not-base64',
    'The field does not hold base64. Choose "as text" for plain text, or name the field with the file.',
  );
}
