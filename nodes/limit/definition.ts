import { defineNode } from '@/core/node-kit/definition';

export const definition = defineNode({
  type: 'limit',
  version: 1,
  name: 'Limit',
  summary: 'Keeps the first or the last few items.',
  family: 'data',
  synonyms: ['first', 'last', 'top', 'take', 'head', 'tail', 'maximum', 'slice'],
  inputs: [{ name: 'main', label: 'Input' }],
  outputs: [{ name: 'main', label: 'Output' }],
  fields: [
    {
      kind: 'number',
      name: 'count',
      label: 'How many',
      required: true,
      integer: true,
      min: 0,
      unit: 'count',
      default: 10,
    },
    {
      kind: 'select',
      name: 'keep',
      label: 'Keep',
      expression: 'never',
      options: [
        { value: 'first', label: 'The first ones' },
        { value: 'last', label: 'The last ones' },
      ],
      default: 'first',
    },
  ],
  lines: [
    { text: 'the last {count}', when: { keep: ['last'] } },
    { text: 'the first {count}', when: { keep: ['first'] } },
  ],
  effect: 'pure',
  mode: 'list',
  usuallyNext: ['edit-fields', 'http-request', 'aggregate'],
  examples: [
    {
      title: 'The first two',
      parameters: { count: 2 },
      input: { main: [{ id: 1 }, { id: 2 }, { id: 3 }] },
      output: { main: [{ id: 1 }, { id: 2 }] },
    },
    {
      title: 'The last one',
      parameters: { count: 1, keep: 'last' },
      input: { main: [{ id: 1 }, { id: 2 }, { id: 3 }] },
      output: { main: [{ id: 3 }] },
    },
  ],
});
