import { defineNode } from '@/core/node-kit/definition';
import {
  BATCH_SIZE_FIELD,
  LIMIT_FIELD,
  LOOP_INPUTS,
  LOOP_OUTPUTS,
  ON_ITEM_ERROR_FIELD,
} from '@/core/node-kit/loop-fields';

export const definition = defineNode({
  type: 'map',
  version: 1,
  name: 'Map',
  summary: 'Works on several items at the same time, each on its own.',
  family: 'flow',
  synonyms: ['parallel', 'for each', 'concurrent', 'fan out', 'at once', 'side by side'],
  inputs: LOOP_INPUTS,
  outputs: LOOP_OUTPUTS,
  fields: [
    {
      kind: 'number',
      name: 'concurrency',
      label: 'How many at once',
      required: true,
      integer: true,
      min: 1,
      max: 50,
      unit: 'count',
      default: 5,
    },
    BATCH_SIZE_FIELD,
    ON_ITEM_ERROR_FIELD,
    LIMIT_FIELD,
  ],
  lines: [{ text: 'up to {concurrency} at once' }],
  effect: 'control',
  mode: 'list',
  outputExample: { item: [{}], done: [{}] },
  usuallyNext: ['http-request', 'code', 'edit-fields'],
  examples: [
    {
      title: 'Ten at once, going on past failures',
      parameters: { concurrency: 10, onItemError: 'collect' },
      input: { main: [{ id: 1 }, { id: 2 }] },
      output: { item: [{ id: 1 }, { id: 2 }] },
    },
  ],
});
