import { defineNode } from '@/core/node-kit/definition';
import type { ListField } from '@/core/node-kit/field';

const PORT_ROWS = {
  kind: 'list',
  label: 'Ports',
  itemLabel: 'Port',
  expression: 'never',
  max: 100,
  item: [
    { kind: 'text', name: 'name', label: 'Name', required: true, expression: 'never', maxLength: 64 },
    {
      kind: 'select',
      name: 'kind',
      label: 'What travels through it',
      expression: 'never',
      options: [
        { value: 'items', label: 'Items' },
        { value: 'model', label: 'A model' },
        { value: 'tool', label: 'A tool' },
        { value: 'memory', label: 'A memory' },
        { value: 'knowledge', label: 'Knowledge' },
        { value: 'output-schema', label: 'An output schema' },
      ],
      default: 'items',
    },
  ],
} as const satisfies Omit<ListField, 'name'>;

export const definition = defineNode({
  type: 'placeholder',
  version: 1,
  name: 'Placeholder',
  summary: 'Stands for a node that Heddle does not have, and keeps everything it said.',
  family: 'flow',
  synonyms: ['missing', 'imported', 'unknown', 'n8n', 'stand-in'],
  inputs: [{ name: 'main', label: 'Input' }],
  inputsByList: { byField: 'inputs', key: 'name' },
  outputs: { byField: 'outputs', key: 'name', then: [] },
  fields: [
    {
      kind: 'text',
      name: 'originalType',
      label: 'What it was',
      help: 'The node type in the product that the workflow came from.',
      expression: 'never',
      default: '',
      maxLength: 500,
    },
    {
      kind: 'text',
      name: 'originalVersion',
      label: 'Its version there',
      expression: 'never',
      default: '',
      maxLength: 100,
    },
    {
      kind: 'json',
      name: 'original',
      label: 'Its parameters',
      help: 'Kept as they were, so that whoever replaces the node can read them.',
      expression: 'never',
      default: {},
    },
    {
      kind: 'json',
      name: 'credentials',
      label: 'Its credentials',
      help: 'Names only: the secrets themselves never leave the product they are kept in.',
      expression: 'never',
      default: {},
    },
    { ...PORT_ROWS, name: 'inputs', label: 'Inputs', default: [{ name: 'main', kind: 'items' }] },
    { ...PORT_ROWS, name: 'outputs', label: 'Outputs', default: [{ name: 'main', kind: 'items' }] },
  ],
  lines: [{ text: '{originalType}' }],
  effect: 'pure',
  mode: 'list',
  standIn: true,
  examples: [
    {
      title: 'A node that Heddle does not have',
      parameters: {
        originalType: 'acme.sendPigeon',
        originalVersion: '2.1',
        original: { to: '={{ $json.address }}' },
      },
      input: { main: [{ address: 'Loft 7' }] },
    },
  ],
});
