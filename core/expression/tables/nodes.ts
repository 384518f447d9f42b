/** `$input`, `$('Name')` and `$node["Name"]`: items of this step and of others. */
import { Fault, nearestName } from '../errors';
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

/** What an expression sees of an item's files: not where they lie. */
export function filesOf(item: Item | undefined): Record<string, VisibleFile> | undefined {
  return item?.binary && visibleFiles(item.binary);
}

/** The reference behind `$('Name')`; a Fault when no node has that name. */
export function nodeRef(run: Run, name: string): NodeRef {
  const data = run.env.node(name);
  if (data.exists) return new NodeRef(name, data);
  const near = nearestName(name, run.env.nodeNames?.() ?? []);
  const hint = near === undefined ? '' : ` Did you mean "${near}"?`;
  throw new Fault('missing-node', `There is no node named "${name}" in this workflow.${hint}`, {
    params: { name, ...(near === undefined ? {} : { near }) },
  });
}

function itemsOf(node: NodeRef, port: unknown): readonly Item[] {
  if (!node.data.executed) throw notRun(node.name);
  return node.data.items(typeof port === 'string' ? port : undefined);
}

function pairedItem(node: NodeRef): Item | undefined {
  if (!node.data.executed) throw notRun(node.name);
  const item = node.data.pairedItem();
  if (item !== 'undetermined') return item;
  throw new Fault(
    'undetermined',
    `Which item of "${node.name}" this one came from is not determined. Use .first(), .last() or .all() instead.`,
    { params: { name: node.name } },
  );
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
  ]),
  properties: propertyTable<NodeRef>([
    [
      'item',
      'item',
      'The item of that node which the current one came from.',
      (n) => visibleItem(pairedItem(n)),
    ],
    ['json', 'object', 'The data of the item which the current one came from.', (n) => pairedItem(n)?.json],
    [
      'binary',
      'object',
      'The files of the item which the current one came from.',
      (n) => filesOf(pairedItem(n)),
    ],
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
    ['item', 'item', 'The current item.', (_i, run) => visibleItem(run.env.item)],
  ]),
};
