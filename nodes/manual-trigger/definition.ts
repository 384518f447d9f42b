import { defineNode } from '@/core/node-kit/definition';

export const definition = defineNode({
  type: 'manual-trigger',
  version: 1,
  name: 'Manual trigger',
  summary: 'Starts the workflow when you press Run.',
  family: 'trigger',
  synonyms: ['start', 'button', 'click', 'test', 'begin', 'run'],
  inputs: [],
  outputs: [{ name: 'main', label: 'Output' }],
  fields: [],
  effect: 'pure',
  mode: 'list',
  trigger: 'manual',
  outputExample: { main: [{}] },
  usuallyNext: ['edit-fields', 'http-request', 'code'],
  examples: [
    {
      title: 'The input given to the run comes out unchanged',
      parameters: {},
      input: { main: [{ name: 'Ada' }, { name: 'Grace' }] },
      output: { main: [{ name: 'Ada' }, { name: 'Grace' }] },
    },
    {
      title: 'Without input there is one empty item to start with',
      parameters: {},
      output: { main: [{}] },
    },
  ],
});
