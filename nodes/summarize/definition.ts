import { defineNode } from '@/core/node-kit/definition';

export const definition = defineNode({
  type: 'summarize',
  version: 1,
  name: 'Summarize',
  summary: 'Counts, adds up and averages, in all or by group.',
  family: 'data',
  synonyms: ['group by', 'pivot', 'sum', 'count', 'average', 'total', 'minimum', 'maximum', 'statistics'],
  inputs: [{ name: 'main', label: 'Input' }],
  outputs: [{ name: 'main', label: 'Output' }],
  fields: [
    {
      kind: 'text',
      name: 'groupBy',
      label: 'Group by',
      help: 'Field names, separated by commas. Empty: all items together.',
      placeholder: 'country, customer.segment',
      default: '',
      maxLength: 1000,
    },
    {
      kind: 'list',
      name: 'values',
      label: 'Values',
      itemLabel: 'Value',
      required: true,
      max: 100,
      default: [{ operation: 'count', field: '', separator: ', ', name: '' }],
      item: [
        {
          kind: 'select',
          name: 'operation',
          label: 'What',
          expression: 'never',
          options: [
            { value: 'count', label: 'Count items' },
            { value: 'count-unique', label: 'Count different values' },
            { value: 'sum', label: 'Sum' },
            { value: 'average', label: 'Average' },
            { value: 'min', label: 'Smallest' },
            { value: 'max', label: 'Largest' },
            { value: 'concatenate', label: 'Join as text' },
            { value: 'append', label: 'Collect in a list' },
          ],
          default: 'count',
        },
        {
          kind: 'text',
          name: 'field',
          label: 'Field',
          required: true,
          placeholder: 'amount',
          default: '',
          maxLength: 500,
          showWhen: {
            field: 'operation',
            in: ['count-unique', 'sum', 'average', 'min', 'max', 'concatenate', 'append'],
          },
        },
        {
          kind: 'text',
          name: 'separator',
          label: 'Between values',
          default: ', ',
          maxLength: 100,
          showWhen: { field: 'operation', in: ['concatenate'] },
        },
        {
          kind: 'text',
          name: 'name',
          label: 'Name of the result',
          help: 'Empty: made of the two, as in sum_amount.',
          default: '',
          placeholder: 'total',
          maxLength: 500,
        },
      ],
    },
    {
      kind: 'select',
      name: 'output',
      label: 'Give',
      expression: 'never',
      options: [
        { value: 'items', label: 'One item for each group' },
        { value: 'one', label: 'One item with a list of groups' },
      ],
      default: 'items',
    },
    {
      kind: 'text',
      name: 'destination',
      label: 'Write the groups to',
      default: 'groups',
      maxLength: 500,
      showWhen: { field: 'output', in: ['one'] },
    },
  ],
  effect: 'pure',
  mode: 'list',
  outputExample: { main: [{ count: 1 }] },
  usuallyNext: ['sort', 'edit-fields', 'respond', 'http-request'],
  examples: [
    {
      title: 'Sales by country',
      parameters: {
        groupBy: 'country',
        values: [{ operation: 'count' }, { operation: 'sum', field: 'amount', name: 'total' }],
      },
      input: {
        main: [
          { country: 'CH', amount: 0.1 },
          { country: 'DE', amount: '5' },
          { country: 'CH', amount: 0.2 },
        ],
      },
      output: {
        main: [
          { country: 'CH', count: 2, total: 0.3 },
          { country: 'DE', count: 1, total: 5 },
        ],
      },
    },
    {
      title: 'One item with everything',
      parameters: {
        groupBy: 'team',
        values: [{ operation: 'concatenate', field: 'name', separator: ' & ', name: 'people' }],
        output: 'one',
        destination: 'teams',
      },
      input: {
        main: [
          { team: 'red', name: 'Ada' },
          { team: 'red', name: 'Bo' },
        ],
      },
      output: { main: [{ teams: [{ team: 'red', people: 'Ada & Bo' }] }] },
    },
  ],
});
