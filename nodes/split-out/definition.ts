import { DOTS_FIELD } from '@/core/node-kit/data-fields';
import { defineNode } from '@/core/node-kit/definition';

export const definition = defineNode({
  type: 'split-out',
  version: 1,
  name: 'Split out',
  summary: 'Makes one item of each entry of a list inside an item.',
  family: 'data',
  synonyms: ['list', 'array', 'rows', 'unwind', 'expand', 'explode', 'item lists', 'flatten'],
  inputs: [{ name: 'main', label: 'Input' }],
  outputs: [{ name: 'main', label: 'Output' }],
  fields: [
    {
      kind: 'text',
      name: 'field',
      label: 'List to split',
      help: 'The name of the field that holds the list; dots reach inside. Several lists of the same length, separated by commas, are split together.',
      required: true,
      placeholder: 'body.rows',
      maxLength: 1000,
    },
    {
      kind: 'select',
      name: 'keep',
      label: 'Keep other fields',
      expression: 'never',
      options: [
        { value: 'none', label: 'None' },
        { value: 'all', label: 'All' },
        { value: 'selected', label: 'Only those named' },
        { value: 'except', label: 'All but those named' },
      ],
      default: 'none',
    },
    {
      kind: 'text',
      name: 'keepFields',
      label: 'Names',
      help: 'Field names, separated by commas.',
      placeholder: 'id, customer.name',
      default: '',
      showWhen: { field: 'keep', in: ['selected', 'except'] },
    },
    {
      kind: 'text',
      name: 'destination',
      label: 'Write the entry to',
      help: 'Empty: an object becomes the item itself where no other fields are kept; else the entry takes the place of the list.',
      placeholder: 'row',
      default: '',
      maxLength: 500,
    },
    DOTS_FIELD,
    {
      kind: 'select',
      name: 'files',
      label: 'Files',
      expression: 'never',
      options: [
        { value: 'with-fields', label: 'Keep them where other fields are kept' },
        { value: 'keep', label: 'Keep' },
        { value: 'drop', label: 'Leave out' },
      ],
      default: 'with-fields',
    },
  ],
  effect: 'pure',
  mode: 'item',
  outputExample: { main: [{}] },
  usuallyNext: ['edit-fields', 'filter', 'http-request'],
  examples: [
    {
      title: 'One item for each row',
      parameters: { field: 'rows', keep: 'none' },
      input: { main: [{ page: 1, rows: [{ id: 1 }, { id: 2 }] }] },
      output: { main: [{ id: 1 }, { id: 2 }] },
    },
    {
      title: 'Each line with its order',
      parameters: { field: 'order.lines', keep: 'all', destination: 'line' },
      input: { main: [{ order: { id: 7, lines: ['tea', 'cup'] } }] },
      output: {
        main: [
          { order: { id: 7 }, line: 'tea' },
          { order: { id: 7 }, line: 'cup' },
        ],
      },
    },
    {
      title: 'Two lists side by side',
      parameters: { field: 'names, ages' },
      input: { main: [{ names: ['Ada', 'Bo'], ages: [36, 41] }] },
      output: {
        main: [
          { names: 'Ada', ages: 36 },
          { names: 'Bo', ages: 41 },
        ],
      },
    },
  ],
});
