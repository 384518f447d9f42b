import { copyJson, readField, setField } from '@/core/items/field-path';
import type { Item, JsonObject } from '@/core/items/item';
import { decodeText } from '@/core/markup/decode-text';
import type { ExecutorFor, OutputItem, StepContext } from '@/core/node-kit/executor';
import { writablePath } from '@/core/node-kit/field-names';
import { fileOf } from '@/core/node-kit/item-file';
import { NodeFailure } from '@/core/node-kit/node-failure';
import type { definition } from './definition';
import type { run } from './job';

type HtmlParameters = Parameters<ExecutorFor<typeof definition>['executeItem']>[0]['parameters'];

export const executor: ExecutorFor<typeof definition> = {
  async executeItem({ item, parameters }, ctx) {
    const { operation, outputField, template } = parameters;
    if (operation === 'extract') return extract(item, parameters, ctx);
    const output = kept(item, parameters);
    setField(output.json, writablePath(outputField), template);
    return output;
  },
};

async function extract(item: Item, parameters: HtmlParameters, ctx: StepContext): Promise<OutputItem[]> {
  const { trim, cleanUp, values } = parameters;
  for (const { key } of values) writablePath(key);
  const made: OutputItem[] = [];
  for (const html of await pagesOf(item, parameters, ctx)) {
    const found = await ctx.offload<typeof run>('html', { html, values, trim, cleanUp });
    const output = kept(item, parameters);
    made.push({ ...output, json: { ...output.json, ...found } });
  }
  return made;
}

function kept(
  item: Item,
  { keepFields }: HtmlParameters,
): { json: JsonObject; binary?: NonNullable<Item['binary']> } {
  if (!keepFields) return { json: {} };
  return { json: copyJson(item.json), ...(item.binary ? { binary: item.binary } : {}) };
}

async function pagesOf(item: Item, parameters: HtmlParameters, ctx: StepContext): Promise<string[]> {
  if (parameters.source === 'file') {
    const bytes = await ctx.files.read(fileOf(item, parameters.file));
    return [decodeText(bytes, charsetOf(bytes))];
  }
  const value = readField(item.json, parameters.field);
  const pages = Array.isArray(value) ? value : [value];
  return pages.map((page) => {
    if (typeof page === 'string') return page;
    throw NodeFailure.final(
      'html.no-text',
      `The item has no text in the field "${parameters.field}". Name the field that holds the HTML.`,
    );
  });
}

/** What a page says of itself near its beginning, as browsers look for it. */
function charsetOf(bytes: Uint8Array): string {
  const start = new TextDecoder('latin1').decode(bytes.subarray(0, 1024));
  const named = /<meta[^>]{0,200}charset=["']?([\w-]{1,40})/i.exec(start)?.[1] ?? 'utf-8';
  try {
    return new TextDecoder(named).encoding;
  } catch {
    return 'utf-8';
  }
}
