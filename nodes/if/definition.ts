import {
  COMBINE_FIELD,
  CONDITIONS_FIELD,
  IGNORE_CASE_FIELD,
  LOOSE_TYPES_FIELD,
} from '@/core/node-kit/condition-fields';
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
  fields: [CONDITIONS_FIELD, COMBINE_FIELD, IGNORE_CASE_FIELD, LOOSE_TYPES_FIELD],
  effect: 'pure',
  mode: 'item',
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
