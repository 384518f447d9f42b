import { defineNode } from '@/core/node-kit/definition';

export const definition = defineNode({
  type: 'if',
  version: 1,
  name: 'If',
  summary: 'Sends each item one way or the other.',
  family: 'flow',
  synonyms: ['condition', 'branch', 'compare', 'decision', 'else', 'check', 'route'],
  inputs: [{ name: 'main', label: 'Input' }],
  outputs: [
    { name: 'true', label: 'True' },
    { name: 'false', label: 'False' },
  ],
  fields: [
    {
      kind: 'conditions',
      name: 'conditions',
      label: 'Conditions',
      help: 'What is compared, how, and with what.',
      required: true,
      default: [{ left: '', operator: 'string.equals', right: '' }],
    },
    {
      kind: 'select',
      name: 'combine',
      label: 'Combine',
      expression: 'never',
      options: [
        { value: 'all', label: 'All must be true' },
        { value: 'any', label: 'One is enough' },
      ],
      default: 'all',
    },
    {
      kind: 'boolean',
      name: 'ignoreCase',
      label: 'Ignore upper and lower case',
      expression: 'never',
      default: false,
    },
    {
      kind: 'boolean',
      name: 'looseTypes',
      label: 'Convert types where needed',
      help: 'On: the text "12" counts as the number 12. Off: a value of the wrong type fails the step.',
      expression: 'never',
      default: true,
    },
  ],
  effect: 'pure',
  mode: 'item',
  outputExample: { true: [{}], false: [{}] },
  usuallyNext: ['edit-fields', 'http-request', 'respond', 'no-op'],
  examples: [
    {
      title: 'Amounts over 100',
      parameters: {
        conditions: [{ left: '{{ $json.amount }}', operator: 'number.greater', right: 100 }],
        combine: 'all',
      },
      input: { main: [{ amount: 120 }, { amount: 80 }] },
      output: { true: [{ amount: 120 }], false: [{ amount: 80 }] },
    },
    {
      title: 'One of two is enough',
      parameters: {
        conditions: [
          { left: '{{ $json.country }}', operator: 'string.equals', right: 'ch' },
          { left: '{{ $json.vip }}', operator: 'boolean.true' },
        ],
        combine: 'any',
        ignoreCase: true,
      },
      input: {
        main: [
          { country: 'CH', vip: false },
          { country: 'DE', vip: false },
        ],
      },
      output: { true: [{ country: 'CH', vip: false }], false: [{ country: 'DE', vip: false }] },
    },
  ],
});
