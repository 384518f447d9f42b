/** Move Binary Data: between files and fields, before there were nodes of their own for each. */
import type { JsonObject } from '@/core/items/item';
import type { NodeContext, Translation } from '../context';
import { own, textOf } from '../safe-value';
import { withEncoding } from './files';
import type { NodeRule } from './rule';

export const MOVE_RULES: readonly NodeRule[] = [
  { type: 'moveBinaryData', versions: [1.1], becomes: 'extract-from-file', translate: moveBinary },
];

function moveBinary(context: NodeContext): Translation {
  context.ignore('options');
  return context.choice('binaryToJson', 'mode') === 'jsonToBinary' ? toFile(context) : fromFile(context);
}

function option(context: NodeContext, name: string): unknown {
  return own(context.get('options'), name);
}

function encodingOf(context: NodeContext): JsonObject {
  const encoding = textOf(option(context, 'encoding'));
  return encoding === '' ? {} : { encoding };
}

function toFile(context: NodeContext): Translation {
  const file = context.value('destinationKey') ?? 'data';
  const field = context.value('sourceKey') ?? 'data';
  const all = context.flag(true, 'convertAllData');
  const keepsSource = option(context, 'keepSource') === true;
  const isBase64 = option(context, 'dataIsBase64') === true;
  const parameters: JsonObject = all
    ? { format: 'json', jsonOf: 'each', file, keepFields: keepsSource }
    : { format: isBase64 ? 'base64' : 'text', field, file, keepFields: true };
  if (!all && !keepsSource) {
    context.remark('output.shape', { what: 'the field that is written into the file stays on the item.' });
  }
  if (!all && !isBase64 && option(context, 'useRawData') !== true) {
    context.remark('output.shape', { what: 'a text is written as it is, without quotes around it.' });
  }
  const name = option(context, 'fileName');
  if (name !== undefined) parameters['fileName'] = context.translated(name, 'options.fileName');
  const mediaType = textOf(option(context, 'mimeType'));
  if (!all && mediaType !== '') {
    parameters['mediaType'] = context.translated(mediaType, 'options.mimeType');
  }
  return { type: 'convert-to-file', parameters: withEncoding({ ...parameters, ...encodingOf(context) }) };
}

function fromFile(context: NodeContext): Translation {
  const all = context.flag(true, 'setAllData');
  const keepsSource = option(context, 'keepSource') === true;
  if (all) context.remark('output.shape', { what: 'what was read stands in the field "data".' });
  const isJson = all || option(context, 'jsonParse') === true;
  const isBase64 = !isJson && option(context, 'keepAsBase64') === true;
  const parameters: JsonObject = {
    format: isJson ? 'json' : isBase64 ? 'base64' : 'text',
    file: context.value('sourceKey') ?? 'data',
    outputField: context.value('destinationKey') ?? 'data',
    ...encodingOf(context),
  };
  // All data are replaced, or one field is added to them.
  if (all ? keepsSource : true) parameters['keep'] = all ? 'files' : keepsSource ? 'both' : 'fields';
  return { type: 'extract-from-file', parameters: withEncoding(parameters) };
}
