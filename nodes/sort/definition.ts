import { DOTS_FIELD } from '@/core/node-kit/data-fields';
import { defineNode } from '@/core/node-kit/definition';

export const definition = defineNode({
  type: 'sort',
  version: 1,
  name: 'Sort',
  summary: 'Puts the items in order, or shuffles them.',
  family: 'data',
  synonyms: ['order', 'order by', 'rank', 'arrange', 'shuffle', 'random', 'newest', 'top'],
  inputs: [{ name: 'main', label: 'Input' }],
  outputs: [{ name: 'main', label: 'Output' }],
  fields: [
    {
      kind: 'select',
      name: 'mode',
      label: 'Order',
      expression: 'never',
      options: [
        { value: 'fields', label: 'By fields' },
        { value: 'random', label: 'Random' },
        { value: 'code', label: 'By your own JavaScript' },
      ],
      default: 'fields',
    },
    {
      kind: 'list',
      name: 'fields',
      label: 'Fields',
      help: 'The first one decides; the next one where that is equal.',
      itemLabel: 'Field',
      required: true,
      max: 20,
      default: [{ field: '', direction: 'ascending', type: 'auto' }],
      showWhen: { field: 'mode', in: ['fields'] },
      item: [
        {
          kind: 'text',
          name: 'field',
          label: 'Field',
          required: true,
          placeholder: 'customer.name',
          maxLength: 500,
        },
        {
          kind: 'select',
          name: 'direction',
          label: 'Direction',
          expression: 'never',
          options: [
            { value: 'ascending', label: 'Smallest first' },
            { value: 'descending', label: 'Largest first' },
          ],
          default: 'ascending',
        },
        {
          kind: 'select',
          name: 'type',
          label: 'Compare as',
          help: 'What cannot be read as this type comes last.',
          expression: 'never',
          options: [
            { value: 'auto', label: 'What it is' },
            { value: 'number', label: 'Number' },
            { value: 'text', label: 'Text' },
            { value: 'natural', label: 'Text with numbers (item 2 before item 10)' },
            { value: 'date', label: 'Date' },
          ],
          default: 'auto',
        },
      ],
    },
    {
      kind: 'code',
      name: 'source',
      label: 'JavaScript',
      help: 'The body of a function that gets two items, a and b. It returns a number below 0 when a comes first, above 0 when b does.',
      language: 'javascript',
      required: true,
      expression: 'never',
      default: 'return a.json.id - b.json.id;',
      showWhen: { field: 'mode', in: ['code'] },
    },
    { ...DOTS_FIELD, showWhen: { field: 'mode', in: ['fields'] } },
  ],
  effect: 'pure',
  mode: 'list',
  usuallyNext: ['limit', 'aggregate', 'edit-fields', 'remove-duplicates'],
  examples: [
    {
      title: 'By country, the largest first',
      parameters: {
        fields: [{ field: 'country' }, { field: 'amount', direction: 'descending', type: 'number' }],
      },
      input: {
        main: [
          { country: 'DE', amount: 5 },
          { country: 'CH', amount: '9' },
          { country: 'CH', amount: 10 },
        ],
      },
      output: {
        main: [
          { country: 'CH', amount: 10 },
          { country: 'CH', amount: '9' },
          { country: 'DE', amount: 5 },
        ],
      },
    },
    {
      title: 'Names with numbers as people count',
      parameters: { fields: [{ field: 'file', type: 'natural' }] },
      input: { main: [{ file: 'page 10' }, { file: 'page 9' }] },
      output: { main: [{ file: 'page 9' }, { file: 'page 10' }] },
    },
  ],
});
