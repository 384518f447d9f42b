import {
  COMBINE_FIELD,
  CONDITIONS_FIELD,
  IGNORE_CASE_FIELD,
  LOOSE_TYPES_FIELD,
} from '@/core/node-kit/condition-fields';
import { defineNode } from '@/core/node-kit/definition';

export const definition = defineNode({
  type: 'filter',
  version: 1,
  name: 'Filter',
  summary: 'Keeps the items that meet conditions.',
  family: 'data',
  synonyms: ['where', 'keep', 'drop', 'remove', 'condition', 'select rows', 'exclude'],
  inputs: [{ name: 'main', label: 'Input' }],
  outputs: [
    { name: 'kept', label: 'Kept' },
    { name: 'dropped', label: 'Dropped', aside: true },
  ],
  fields: [CONDITIONS_FIELD, COMBINE_FIELD, IGNORE_CASE_FIELD, LOOSE_TYPES_FIELD],
  effect: 'pure',
  mode: 'item',
  usuallyNext: ['edit-fields', 'http-request', 'aggregate', 'sort'],
  examples: [
    {
      title: 'Keep paid orders',
      parameters: {
        conditions: [{ left: '{{ $json.status }}', operator: 'string.equals', right: 'paid' }],
        combine: 'all',
      },
      input: {
        main: [
          { id: 1, status: 'paid' },
          { id: 2, status: 'open' },
        ],
      },
      output: { kept: [{ id: 1, status: 'paid' }], dropped: [{ id: 2, status: 'open' }] },
    },
    {
      title: 'Drop rows without an e-mail address',
      parameters: { conditions: [{ left: '{{ $json.email }}', operator: 'string.not-empty' }] },
      input: { main: [{ email: 'ada@example.com' }, { email: '' }, {}] },
      output: { kept: [{ email: 'ada@example.com' }], dropped: [{ email: '' }, {}] },
    },
  ],
});
