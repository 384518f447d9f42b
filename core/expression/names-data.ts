/** `$json`, `$input`, `$('Node')` and the other names that hold data of the run. */
import { toText } from './coerce';
import type { ScopeName } from './scope-name';
import { filesOf, nodeRef, visibleItem } from './tables/nodes';
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
  },
  { name: '$node', signature: 'nodes', doc: 'Another node by name: $node["Name"].json.', value: () => NODES },
  {
    name: '$itemIndex',
    signature: 'number',
    doc: 'The position of the current item, from 0.',
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
    doc: 'This workflow: id, name.',
    value: ({ env }) => ({ id: env.workflow.id, name: env.workflow.name }),
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
    signature: "('Node name'?) → array",
    doc: 'All items of another node, or of the input.',
    call: ([name], run) => {
      if (name === undefined) return run.env.inputItems().map(visibleItem);
      return nodeRef(run, toText(run, name)).data.items().map(visibleItem);
    },
  },
];
