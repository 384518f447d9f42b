import { copyJson, setField } from '@/core/items/field-path';
import type { Item, JsonObject } from '@/core/items/item';
import type { ExecutorFor, OutputItem } from '@/core/node-kit/executor';
import { writablePath } from '@/core/node-kit/field-names';
import { fileOf } from '@/core/node-kit/item-file';
import type { definition } from './definition';
import type { run } from './job';

type ExtractParameters = Parameters<ExecutorFor<typeof definition>['executeItem']>[0]['parameters'];

export const executor: ExecutorFor<typeof definition> = {
  async executeItem({ item, parameters }, ctx) {
    const path = writablePath(parameters.outputField);
    const bytes = await ctx.files.read(fileOf(item, parameters.file));
    const { keep: _keep, file: _file, outputField: _outputField, ...options } = parameters;
    const found = await ctx.offload<typeof run>('extract-from-file', {
      ...options,
      bytes,
      limit: ctx.limits['step.items'],
      maxBytes: ctx.limits['data.file-bytes'],
    });
    if ('rows' in found)
      return found.rows.map((row) => kept(item, parameters, (json) => void Object.assign(json, row)));
    return kept(item, parameters, (json) => {
      if ('object' in found) Object.assign(json, found.object);
      else setField(json, path, found.value);
    });
  },
};

function kept(item: Item, { keep }: ExtractParameters, fill: (json: JsonObject) => void): OutputItem {
  const json = keep === 'fields' || keep === 'both' ? copyJson(item.json) : {};
  fill(json);
  const withFiles = item.binary && (keep === 'files' || keep === 'both');
  return { json, ...(withFiles ? { binary: item.binary } : {}) };
}
