import {
  COMBINE_FIELD,
  CONDITIONS_FIELD,
  IGNORE_CASE_FIELD,
  LOOSE_TYPES_FIELD,
} from '@/core/node-kit/condition-fields';
import { defineNode } from '@/core/node-kit/definition';

export const definition = defineNode({
  type: 'switch',
  version: 1,
  name: 'Switch',
  summary: 'Sends each item out by the output of the rule it meets.',
  family: 'flow',
  synonyms: ['route', 'case', 'branches', 'rules', 'triage', 'sort into', 'else if'],
  inputs: [{ name: 'main', label: 'Input' }],
  outputs: {
    byField: 'rules',
    key: 'port',
    then: [],
    last: 'fallback',
    numbered: { field: 'mode', is: 'expression', byField: 'outputs', prefix: 'output' },
  },
  fields: [
    {
      kind: 'select',
      name: 'mode',
      label: 'Choose the output by',
      expression: 'never',
      options: [
        { value: 'rules', label: 'Rules' },
        { value: 'expression', label: 'The number of the output' },
      ],
      default: 'rules',
    },
    {
      kind: 'number',
      name: 'outputs',
      label: 'Number of outputs',
      expression: 'never',
      integer: true,
      min: 1,
      max: 50,
      unit: 'count',
      default: 4,
      showWhen: { field: 'mode', in: ['expression'] },
    },
    {
      kind: 'number',
      name: 'index',
      label: 'Number of the output',
      help: 'Counted from 0: 0 is output1. Usually an expression.',
      integer: true,
      min: 0,
      max: 49,
      default: 0,
      showWhen: { field: 'mode', in: ['expression'] },
    },
    {
      kind: 'list',
      name: 'rules',
      label: 'Rules',
      help: 'Looked at from top to bottom. Rules may share an output.',
      itemLabel: 'Rule',
      required: true,
      showWhen: { field: 'mode', in: ['rules'] },
      max: 50,
      default: [
        {
          port: 'Output 1',
          conditions: [{ left: '', operator: 'string.equals', right: '' }],
          combine: 'all',
        },
      ],
      item: [
        {
          kind: 'text',
          name: 'port',
          label: 'Output',
          help: 'The name of the output. It stands on the canvas, and connections hold on to it.',
          required: true,
          expression: 'never',
          placeholder: 'Urgent',
          maxLength: 64,
        },
        CONDITIONS_FIELD,
        COMBINE_FIELD,
      ],
    },
    {
      kind: 'text',
      name: 'fallback',
      label: 'Output for everything else',
      help: 'Items that meet no rule leave by this output. Empty: they are dropped.',
      expression: 'never',
      maxLength: 64,
      default: 'fallback',
      showWhen: { field: 'mode', in: ['rules'] },
    },
    {
      kind: 'select',
      name: 'matching',
      label: 'When several rules are met',
      expression: 'never',
      options: [
        { value: 'first', label: 'The first one counts' },
        { value: 'all', label: 'The item leaves by each of them' },
      ],
      default: 'first',
      showWhen: { field: 'mode', in: ['rules'] },
    },
    IGNORE_CASE_FIELD,
    LOOSE_TYPES_FIELD,
  ],
  effect: 'pure',
  mode: 'item',
  usuallyNext: ['edit-fields', 'http-request', 'merge', 'stop'],
  examples: [
    {
      title: 'Sort orders by amount',
      parameters: {
        rules: [
          {
            port: 'large',
            conditions: [{ left: '{{ $json.amount }}', operator: 'number.greater', right: 1000 }],
          },
          {
            port: 'small',
            conditions: [{ left: '{{ $json.amount }}', operator: 'number.greater', right: 0 }],
          },
        ],
        fallback: 'check',
      },
      input: { main: [{ amount: 2500 }, { amount: 40 }, { amount: 0 }] },
      output: { large: [{ amount: 2500 }], small: [{ amount: 40 }], check: [{ amount: 0 }] },
    },
    {
      title: 'An item may leave by several outputs',
      parameters: {
        matching: 'all',
        ignoreCase: true,
        rules: [
          {
            port: 'sales',
            conditions: [{ left: '{{ $json.text }}', operator: 'string.contains', right: 'price' }],
          },
          {
            port: 'support',
            conditions: [
              { left: '{{ $json.text }}', operator: 'string.contains', right: 'broken' },
              { left: '{{ $json.text }}', operator: 'string.contains', right: 'help' },
            ],
            combine: 'any',
          },
        ],
        fallback: '',
      },
      input: { main: [{ text: 'Help: wrong price' }, { text: 'Hello' }] },
      output: { sales: [{ text: 'Help: wrong price' }], support: [{ text: 'Help: wrong price' }] },
    },
  ],
});
