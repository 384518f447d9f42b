import { defineNode } from '@/core/node-kit/definition';

export const definition = defineNode({
  type: 'sample-data',
  version: 1,
  name: 'Sample data',
  summary: 'Gives a few made-up customers to try a workflow with.',
  family: 'data',
  synonyms: ['example', 'demo', 'test data', 'customers', 'training', 'people', 'dummy'],
  inputs: [{ name: 'main', label: 'Input' }],
  outputs: [{ name: 'main', label: 'Output' }],
  fields: [
    {
      kind: 'select',
      name: 'give',
      label: 'Give',
      expression: 'never',
      options: [
        { value: 'all', label: 'All people' },
        { value: 'first', label: 'The first of them' },
        { value: 'one', label: 'One person' },
      ],
      default: 'all',
    },
    {
      kind: 'number',
      name: 'limit',
      label: 'How many',
      integer: true,
      min: 1,
      max: 100,
      default: 5,
      showWhen: { field: 'give', in: ['first'] },
    },
  ],
  effect: 'pure',
  mode: 'item',
  outputExample: {
    main: [
      {
        id: '23423532',
        name: 'Amara Lindqvist',
        email: 'amara@example.com',
        notes: 'Asks for an invoice by post',
        country: 'SE',
        created: '1981-04-10',
      },
    ],
  },
  usuallyNext: ['edit-fields', 'if', 'filter', 'loop'],
  examples: [
    {
      title: 'One person for each item',
      parameters: { give: 'one' },
      input: { main: [{}] },
      output: {
        main: [
          {
            id: '23423532',
            name: 'Amara Lindqvist',
            email: 'amara@example.com',
            notes: 'Asks for an invoice by post',
            country: 'SE',
            created: '1981-04-10',
          },
        ],
      },
    },
  ],
});
