import { defineNode } from '@/core/node-kit/definition';
import {
  BATCH_SIZE_FIELD,
  LIMIT_FIELD,
  LOOP_INPUTS,
  LOOP_LINES,
  LOOP_OUTPUTS,
  ON_ITEM_ERROR_FIELD,
} from '@/core/node-kit/loop-fields';

export const definition = defineNode({
  type: 'loop',
  version: 1,
  name: 'Loop',
  summary: 'Works through items batch by batch, one after another.',
  family: 'flow',
  synonyms: ['for each', 'iterate', 'batch', 'split in batches', 'repeat', 'cycle', 'one by one'],
  inputs: LOOP_INPUTS,
  outputs: LOOP_OUTPUTS,
  fields: [BATCH_SIZE_FIELD, ON_ITEM_ERROR_FIELD, LIMIT_FIELD],
  lines: LOOP_LINES,
  effect: 'control',
  mode: 'list',
  outputExample: { item: [{}], done: [{}] },
  usuallyNext: ['http-request', 'edit-fields', 'wait', 'code'],
  examples: [
    {
      title: 'Two at a time',
      parameters: { batchSize: 2 },
      input: { main: [{ id: 1 }, { id: 2 }, { id: 3 }] },
      output: { item: [{ id: 1 }, { id: 2 }, { id: 3 }] },
    },
    {
      title: 'The first two only, one by one',
      parameters: { batchSize: 1, limit: 2 },
      input: { main: [{ id: 1 }, { id: 2 }, { id: 3 }] },
      output: { item: [{ id: 1 }, { id: 2 }] },
    },
  ],
});
