import { copyJson, readField, setField } from '@/core/items/field-path';
import type { Item, Json } from '@/core/items/item';
import type { ExecutorFor, StepContext } from '@/core/node-kit/executor';
import { writablePath } from '@/core/node-kit/field-names';
import { NodeFailure } from '@/core/node-kit/node-failure';
import type { definition } from './definition';
import type { run } from './job';
import { xmlToJson } from './to-json';
import { jsonToXml } from './to-xml';

type XmlParameters = Parameters<ExecutorFor<typeof definition>['executeItem']>[0]['parameters'];

/** Longer texts are read in a thread. */
const SHORT = 50_000;

export const executor: ExecutorFor<typeof definition> = {
  async executeItem({ item, parameters }, ctx) {
    const files = item.binary ? { binary: item.binary } : {};
    if (parameters.operation === 'to-xml') {
      const json = parameters.keepFields ? copyJson(item.json) : {};
      setField(json, writablePath(parameters.outputField), jsonToXml(item.json, parameters));
      return { json, ...(parameters.keepFields ? files : {}) };
    }
    const value = await read(item, parameters, ctx);
    if (parameters.target !== '') {
      const json = copyJson(item.json);
      setField(json, writablePath(parameters.target), value);
      return { json, ...files };
    }
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
    return { json: isObject ? value : { data: value }, ...files };
  },
};

async function read(item: Item, parameters: XmlParameters, ctx: StepContext): Promise<Json> {
  const text = readField(item.json, parameters.field);
  if (typeof text !== 'string') {
    throw NodeFailure.final(
      'xml.no-text',
      `The item has no text in the field "${parameters.field}". Name the field that holds the XML.`,
    );
  }
  const { attributeKey, textKey, explicitArray, explicitRoot, ignoreAttributes } = parameters;
  const { mergeAttributes, normalize, normalizeTags, trim } = parameters;
  const options = {
    ...{ attributeKey, textKey, explicitArray, explicitRoot, ignoreAttributes },
    ...{ mergeAttributes, normalize, normalizeTags, trim },
  };
  return text.length <= SHORT ? xmlToJson(text, options) : ctx.offload<typeof run>('xml', { text, options });
}
