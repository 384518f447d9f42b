/** `$input`, `$('Name')` and `$node["Name"]`: items of this step and of others. */
import { toInteger } from '../coerce';
import { Fault, nearestName } from '../errors';
import { undeterminedFault } from '../undetermined';
import type { Item } from '@/core/items/item';
import { visibleFiles, type VisibleFile } from '@/core/items/visible-files';
import type { Run } from '../run';
import { functionTable, propertyTable, type KindTable } from '../table';
import { NodeRef, type InputRef } from '../values';

/** What an expression sees of an item: its data and files, not its lineage. */
export function visibleItem(item: Item | undefined): unknown {
  if (!item) return undefined;
  const files = filesOf(item);
  return files === undefined ? { json: item.json } : { json: item.json, binary: files };
}

/**
 * What an expression sees of an item's files: not where they lie. The names that people know from n8n can be read as
 * well, but are not part of the data.
 */
export function filesOf(item: Item | undefined): Record<string, VisibleFile> | undefined {
  if (!item?.binary) return undefined;
  const files = visibleFiles(item.binary);
  for (const file of Object.values(files)) {
    const dot = file.name.lastIndexOf('.');
    const also = {
      fileName: file.name,
      mimeType: file.mediaType,
      fileExtension: dot > 0 ? file.name.slice(dot + 1) : '',
      fileType: fileTypeOf(file.mediaType),
      fileSize: sizeText(file.size),
    };
    for (const [name, value] of Object.entries(also)) Object.defineProperty(file, name, { value });
  }
  return files;
}

function fileTypeOf(mediaType: string): string | undefined {
  const [family = ''] = mediaType.split('/');
  if (['image', 'audio', 'video', 'text'].includes(family)) return family;
  return mediaType === 'application/pdf' ? 'pdf' : mediaType === 'application/json' ? 'json' : undefined;
}

/** As people read it: `12 kB`. */
function sizeText(bytes: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB'];
  const step = bytes < 1 ? 0 : Math.min(units.length - 1, Math.floor(Math.log10(bytes) / 3));
  return `${Number((bytes / 1000 ** step).toPrecision(3))} ${units[step]}`;
}

/** The reference behind `$('Name')`; a Fault when no node has that name. */
export function nodeRef(run: Run, name: string, index?: number): NodeRef {
  const data = run.env.node(name);
  if (data.exists) return new NodeRef(name, data, index);
  const near = nearestName(name, run.env.nodeNames?.() ?? []);
  const hint = near === undefined ? '' : ` Did you mean "${near}"?`;
  throw new Fault('missing-node', `There is no node named "${name}" in this workflow.${hint}`, {
    params: { name, ...(near === undefined ? {} : { near }) },
  });
}

/** Items of an output by its name, or by its position from 0 (the first unless told). */
export function itemsOf(node: NodeRef, output: unknown): readonly Item[] {
  if (!node.data.executed) throw notRun(node.name);
  if (typeof output !== 'number' || !node.data.outputAt)
    return node.data.items(typeof output === 'string' ? output : undefined);
  return node.data.outputAt(output);
}

function pairedItem(run: Run, node: NodeRef, index = node.index): Item | undefined {
  if (!node.data.executed) throw notRun(node.name);
  const item = node.data.pairedItem(index);
  if (item !== 'undetermined') return item;
  throw undeterminedFault(node.name, {
    self: run.env.self?.name,
    why: node.data.undetermined?.(index),
  });
}

/** Settings of a node have other names here than where an expression may come from, so none are given. */
export const NO_PARAMETERS =
  'The settings of a node cannot be read. Write the value itself, or keep it in a field.';

function noParameters(): never {
  throw new Fault('not-supported', NO_PARAMETERS);
}

function notRun(name: string): Fault {
  return new Fault('missing-node', `Node "${name}" has not run. Check it with $('${name}').isExecuted.`, {
    params: { name },
  });
}

export const NODE_TABLE: KindTable = {
  functions: functionTable<NodeRef>([
    ['first', '(port?) → item', 'Its first item.', (n, [p]) => visibleItem(itemsOf(n, p)[0])],
    ['last', '(port?) → item', 'Its last item.', (n, [p]) => visibleItem(itemsOf(n, p).at(-1))],
    ['all', '(port?) → array', 'All its items.', (n, [p]) => itemsOf(n, p).map(visibleItem)],
    [
      'itemMatching',
      '(index) → item',
      'The item which the item at a position of the input came from.',
      (n, [i], run) => visibleItem(pairedItem(run, n, toInteger(run, i, run.env.itemIndex))),
    ],
    [
      'pairedItem',
      '(index?) → item',
      'The item which the current one, or the one at a position of the input, came from.',
      (n, [i], run) => visibleItem(pairedItem(run, n, i === undefined ? n.index : toInteger(run, i, 0))),
    ],
  ]),
  properties: propertyTable<NodeRef>([
    [
      'item',
      'item',
      'The item of that node which the current one came from.',
      (n, run) => visibleItem(pairedItem(run, n)),
    ],
    [
      'json',
      'object',
      'The data of the item which the current one came from.',
      (n, run) => pairedItem(run, n)?.json,
    ],
    ['data', 'object', 'The same as json, under its old name.', (n, run) => pairedItem(run, n)?.json],
    [
      'binary',
      'object',
      'The files of the item which the current one came from.',
      (n, run) => filesOf(pairedItem(run, n)),
    ],
    [
      'context',
      'object',
      'Of a loop around this node: currentRunIndex, from 0, and noItemsLeft, true in its last iteration.',
      (n) => n.data.loop?.(),
    ],
    ['params', 'not supported', 'Not supported: the settings of a node cannot be read.', noParameters],
    ['parameter', 'not supported', 'Not supported: the settings of a node cannot be read.', noParameters],
    ['runIndex', 'number', 'How often this node ran before in this run.', (_n, run) => run.env.runIndex],
    ['isExecuted', 'boolean', 'Whether the node has run.', (n) => n.data.executed],
  ]),
};

export const INPUT_TABLE: KindTable = {
  functions: functionTable<InputRef>([
    [
      'first',
      '() → item',
      'The first item of the input.',
      (_i, _a, run) => visibleItem(run.env.inputItems()[0]),
    ],
    [
      'last',
      '() → item',
      'The last item of the input.',
      (_i, _a, run) => visibleItem(run.env.inputItems().at(-1)),
    ],
    ['all', '() → array', 'All items of the input.', (_i, _a, run) => run.env.inputItems().map(visibleItem)],
  ]),
  properties: propertyTable<InputRef>([
    ['params', 'not supported', 'Not supported: the settings of a node cannot be read.', noParameters],
    [
      'context',
      'object',
      'The iteration of the loop around this node: currentRunIndex, from 0.',
      (_i, run) => ({ currentRunIndex: run.env.runIndex }),
    ],
    ['item', 'item', 'The current item.', (_i, run) => visibleItem(run.env.item)],
  ]),
};
