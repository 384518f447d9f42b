import { defineNode } from '@/core/node-kit/definition';

export const definition = defineNode({
  type: 'no-op',
  version: 1,
  name: 'No operation',
  summary: 'Passes its items on unchanged.',
  family: 'flow',
  synonyms: ['nothing', 'pass through', 'placeholder', 'do nothing', 'end'],
  inputs: [{ name: 'main', label: 'Input' }],
  outputs: [{ name: 'main', label: 'Output' }],
  fields: [],
  effect: 'pure',
  mode: 'list',
  examples: [
    {
      title: 'What goes in comes out',
      parameters: {},
      input: { main: [{ id: 1 }, { id: 2 }] },
      output: { main: [{ id: 1 }, { id: 2 }] },
    },
  ],
});
