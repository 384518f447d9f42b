/** `$json`, `$input`, `$('Node')` and the other names that hold data of the run. */
import { toInteger, toText } from './coerce';
import { Fault } from './errors';
import type { ExpressionEnv } from './scope';
import type { ScopeName } from './scope-name';
import { filesOf, itemsOf, NO_PARAMETERS, nodeRef, visibleItem } from './tables/nodes';
import { InputRef, NodesRef } from './values';

const INPUT = new InputRef();
const NODES = new NodesRef();

export const DATA_NAMES: readonly ScopeName[] = [
  {
    name: '$json',
    signature: 'object',
    doc: 'The data of the current item.',
    value: (run) => run.env.item?.json,
  },
  {
    name: '$binary',
    signature: 'object',
    doc: 'The files of the current item.',
    value: (run) => filesOf(run.env.item),
  },
  {
    name: '$input',
    signature: 'input',
    doc: 'The items this node got: .item, .first(), .last(), .all().',
    value: () => INPUT,
    refusedMembers: { params: NO_PARAMETERS },
  },
  { name: '$node', signature: 'nodes', doc: 'Another node by name: $node["Name"].json.', value: () => NODES },
  {
    name: '$itemIndex',
    signature: 'number',
    doc: 'The position of the current item, from 0.',
    value: (run) => run.env.itemIndex,
  },
  {
    name: '$position',
    signature: 'number',
    doc: 'The same as $itemIndex.',
    value: (run) => run.env.itemIndex,
  },
  {
    name: '$runIndex',
    signature: 'number',
    doc: 'How often this node ran before in this run.',
    value: (run) => run.env.runIndex,
  },
  {
    name: '$workflow',
    signature: 'object',
    doc: 'This workflow: id, name, and active, true in a run of a published version.',
    value: ({ env }) => ({
      id: env.workflow.id,
      name: env.workflow.name,
      active: env.workflow.active ?? env.execution.mode === 'production',
    }),
  },
  {
    name: '$execution',
    signature: 'object',
    doc: 'This run: id, mode, and resumeUrl, the address that ends its wait for a call.',
    value: ({ env }) => ({
      id: env.execution.id,
      mode: env.execution.mode,
      resumeUrl: env.execution.resumeUrl ?? null,
    }),
    refusedMembers: {
      customData: 'Use an Edit Fields node to keep data with the run.',
      resumeFormUrl: 'Use $execution.resumeUrl, or ask people in the inbox.',
    },
  },
  {
    name: '$executionId',
    signature: 'text',
    doc: 'The id of this run: $execution.id.',
    value: ({ env }) => env.execution.id,
  },
  {
    name: '$mode',
    signature: 'text',
    doc: 'test or production: $execution.mode.',
    value: ({ env }) => env.execution.mode,
  },
  {
    name: '$resumeWebhookUrl',
    signature: 'text',
    doc: 'The address that ends the wait of this run: $execution.resumeUrl.',
    value: ({ env }) => env.execution.resumeUrl ?? null,
  },
  {
    name: '$prevNode',
    signature: 'object',
    doc: 'Where the input came from: name, outputIndex, runIndex.',
    value: ({ env }) => ({
      name: env.source?.name,
      outputIndex: env.source?.outputIndex,
      runIndex: env.runIndex,
    }),
  },
  {
    name: '$nodeId',
    signature: 'text',
    doc: 'The id of this node.',
    value: ({ env }) => env.self?.id,
  },
  {
    name: '$nodeVersion',
    signature: 'number',
    doc: 'The version of this node’s type.',
    value: ({ env }) => env.self?.version,
  },
  {
    name: '$response',
    signature: 'object',
    doc: 'While a request goes from page to page: body, headers and statusCode of the last answer.',
    value: ({ env }) => pageOf(env).response,
  },
  {
    name: '$request',
    signature: 'object',
    doc: 'While a request goes from page to page: what was asked for last.',
    value: ({ env }) => pageOf(env).request ?? unknownPage(),
  },
  {
    name: '$pageCount',
    signature: 'number',
    doc: 'While a request goes from page to page: how many pages it has fetched.',
    value: ({ env }) => pageOf(env).count ?? unknownPage(),
  },
  {
    name: '$vars',
    signature: 'object',
    doc: 'The variables of this workspace.',
    value: (run) => run.env.vars,
  },
  {
    name: '$',
    signature: "('Node name') → node",
    doc: "Another node: $('Name').item, .first(), .last(), .all(), .isExecuted.",
    call: ([name], run) => nodeRef(run, toText(run, name)),
  },
  {
    name: '$items',
    signature: "('Node name'?, output?) → array",
    doc: 'All items of another node, or of the input.',
    call: ([name, output], run) => {
      if (name === undefined) return run.env.inputItems().map(visibleItem);
      return itemsOf(nodeRef(run, toText(run, name)), output).map(visibleItem);
    },
  },
  {
    name: '$item',
    signature: '(index) → object',
    doc: 'The input at a position: $item(0).$json, .$binary, .$node["Name"].',
    call: ([index], run) => {
      const at = toInteger(run, index, run.env.itemIndex);
      const item = run.env.inputItems().at(at);
      return { $json: item?.json, $binary: filesOf(item), $node: new NodesRef(at) };
    },
  },
];

function pageOf(env: ExpressionEnv): NonNullable<ExpressionEnv['page']> {
  return env.page ?? unknownPage();
}

function unknownPage(): never {
  throw new Fault(
    'not-supported',
    'This is known only while a request goes from page to page, and not in every field of it.',
  );
}
