import { splitNames } from '@/core/items/field-path';
import { kindOfName } from '@/core/files/media-types';
import type { FileRef, Item } from '@/core/items/item';
import type { ExecutorFor, StepContext } from '@/core/node-kit/executor';
import { fileOf, fileSlot } from '@/core/node-kit/item-file';
import { NodeFailure } from '@/core/node-kit/node-failure';
import type { definition } from './definition';
import type { NamedBytes, run } from './job';

type CompressionParameters = Parameters<ExecutorFor<typeof definition>['executeItem']>[0]['parameters'];
type Files = Record<string, FileRef>;

export const executor: ExecutorFor<typeof definition> = {
  async executeItem({ item, parameters }, ctx) {
    const names = splitNames(parameters.files);
    if (names.length === 0) {
      throw NodeFailure.final('file.bad-name', 'Name at least one file of the item, such as data.');
    }
    const made =
      parameters.operation === 'unpack'
        ? await unpack(item, { names, parameters }, ctx)
        : await pack(item, { names, parameters }, ctx);
    const others = Object.entries(item.binary ?? {}).filter(([name]) => !names.includes(name));
    const kept = parameters.keepFiles ? Object.fromEntries(others) : {};
    return { json: item.json, binary: { ...kept, ...made } };
  },
};

interface Work {
  names: readonly string[];
  parameters: CompressionParameters;
}

async function unpack(item: Item, { names, parameters }: Work, ctx: StepContext): Promise<Files> {
  const files: Files = {};
  let left = ctx.limits['data.file-bytes'];
  for (const name of names) {
    const file = await bytesOf(item, name, ctx);
    const found = await ctx.offload<typeof run>('compression', { do: 'unpack', file, maxBytes: left });
    for (const { name: path, bytes } of found) {
      left -= bytes.length;
      const slot = fileSlot(`${parameters.outputPrefix}${Object.keys(files).length}`);
      files[slot] = await write({ name: path.split('/').at(-1) ?? path, bytes }, ctx);
    }
  }
  return files;
}

async function pack(item: Item, { names, parameters }: Work, ctx: StepContext): Promise<Files> {
  const { format, fileName, outputFile, outputPrefix } = parameters;
  demandTogether(
    names.map((name) => fileOf(item, name)),
    ctx,
  );
  if (format === 'zip') {
    const files: NamedBytes[] = [];
    for (const name of names) files.push(unlike(await bytesOf(item, name, ctx), files));
    const [made] = await ctx.offload<typeof run>('compression', { do: 'zip', files, now: ctx.now });
    const name = fileName === '' ? 'data.zip' : fileName;
    return made ? { [fileSlot(outputFile)]: await write({ name, bytes: made.bytes }, ctx) } : {};
  }
  const files: Files = {};
  for (const [index, name] of names.entries()) {
    const file = await bytesOf(item, name, ctx);
    const [made] = await ctx.offload<typeof run>('compression', { do: 'gzip', file, now: ctx.now });
    if (!made) continue;
    const own = fileName !== '' && names.length === 1 ? fileName : made.name;
    files[fileSlot(`${outputPrefix}${index}`)] = await write({ name: own, bytes: made.bytes }, ctx);
  }
  return files;
}

async function bytesOf(item: Item, name: string, ctx: StepContext): Promise<NamedBytes> {
  const file = fileOf(item, name);
  return { name: file.name, bytes: await ctx.files.read(file) };
}

async function write({ name, bytes }: NamedBytes, ctx: StepContext): Promise<FileRef> {
  return ctx.files.write(
    { name, mediaType: kindOfName(name)?.mediaType ?? 'application/octet-stream' },
    bytes,
  );
}

/** Two files of one name in one archive would be one. */
function unlike(file: NamedBytes, others: readonly NamedBytes[]): NamedBytes {
  const taken = new Set(others.map(({ name }) => name));
  const [, stem = file.name, ending = ''] = /^(.+?)(\.[^.]*)?$/.exec(file.name) ?? [];
  let { name } = file;
  for (let count = 2; taken.has(name); count += 1) name = `${stem} (${count})${ending}`;
  return { ...file, name };
}

/** What is packed at once lies in memory at once. */
function demandTogether(files: readonly FileRef[], ctx: StepContext): void {
  const maxBytes = ctx.limits['data.file-bytes'];
  if (files.reduce((sum, { size }) => sum + size, 0) <= maxBytes) return;
  throw NodeFailure.final(
    'file.too-large',
    `Together the files are larger than ${maxBytes} bytes. Pack fewer of them, or ask an admin to raise the limit for files.`,
    { details: { limit: maxBytes } },
  );
}
