import { defineNode } from '@/core/node-kit/definition';

export const definition = defineNode({
  type: 'sub-workflow-trigger',
  version: 1,
  name: 'When called by a workflow',
  summary: 'Starts the workflow when another workflow runs it.',
  family: 'trigger',
  synonyms: [
    'sub-workflow',
    'execute workflow',
    'called',
    'function',
    'reusable',
    'inputs',
    'workflow trigger',
  ],
  inputs: [],
  outputs: [{ name: 'main', label: 'Output' }],
  fields: [
    {
      kind: 'list',
      name: 'inputs',
      label: 'Inputs',
      help: 'What a caller has to give. Each item is checked before the run begins. Without inputs anything is taken.',
      expression: 'never',
      itemLabel: 'Input',
      max: 100,
      default: [],
      item: [
        { kind: 'text', name: 'name', label: 'Name', required: true, expression: 'never', maxLength: 100 },
        {
          kind: 'select',
          name: 'type',
          label: 'Type',
          expression: 'never',
          options: [
            { value: 'any', label: 'Any' },
            { value: 'string', label: 'Text' },
            { value: 'number', label: 'Number' },
            { value: 'boolean', label: 'Yes or no' },
            { value: 'array', label: 'List' },
            { value: 'object', label: 'Object' },
          ],
          default: 'any',
        },
        { kind: 'boolean', name: 'required', label: 'Required', expression: 'never', default: true },
      ],
    },
  ],
  effect: 'pure',
  mode: 'list',
  trigger: 'workflow',
  outputExample: { main: [{ email: 'ada@example.com', amount: 120 }] },
  usuallyNext: ['edit-fields', 'http-request', 'if'],
  examples: [
    {
      title: 'What the caller gave comes out unchanged',
      parameters: {
        inputs: [
          { name: 'email', type: 'string', required: true },
          { name: 'amount', type: 'number', required: false },
        ],
      },
      input: { main: [{ email: 'ada@example.com', amount: 120 }] },
      output: { main: [{ email: 'ada@example.com', amount: 120 }] },
    },
  ],
});
