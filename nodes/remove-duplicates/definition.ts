import { DOTS_FIELD } from '@/core/node-kit/data-fields';
import { defineNode } from '@/core/node-kit/definition';

export const definition = defineNode({
  type: 'remove-duplicates',
  version: 1,
  name: 'Remove duplicates',
  summary: 'Keeps one of each, by all fields or by some.',
  family: 'data',
  synonyms: ['unique', 'distinct', 'dedupe', 'deduplicate', 'double', 'repeat'],
  inputs: [{ name: 'main', label: 'Input' }],
  outputs: [
    { name: 'main', label: 'Unique' },
    { name: 'removed', label: 'Removed', aside: true },
  ],
  fields: [
    {
      kind: 'select',
      name: 'compare',
      label: 'Compare',
      expression: 'never',
      options: [
        { value: 'all', label: 'All fields' },
        { value: 'selected', label: 'Only those named' },
        { value: 'except', label: 'All but those named' },
      ],
      default: 'all',
    },
    {
      kind: 'text',
      name: 'fields',
      label: 'Names',
      help: 'Field names, separated by commas.',
      required: true,
      placeholder: 'email',
      default: '',
      maxLength: 1000,
      showWhen: { field: 'compare', in: ['selected', 'except'] },
    },
    {
      kind: 'select',
      name: 'keep',
      label: 'Keep',
      expression: 'never',
      options: [
        { value: 'first', label: 'The first of each' },
        { value: 'last', label: 'The last of each' },
      ],
      default: 'first',
    },
    {
      kind: 'boolean',
      name: 'ignoreCase',
      label: 'Ignore upper and lower case',
      expression: 'never',
      default: false,
    },
    DOTS_FIELD,
    {
      kind: 'boolean',
      name: 'onlyCompared',
      label: 'Give only the fields compared',
      expression: 'never',
      default: false,
      showWhen: { field: 'compare', in: ['selected', 'except'] },
    },
  ],
  effect: 'pure',
  mode: 'list',
  usuallyNext: ['sort', 'edit-fields', 'http-request', 'summarize'],
  examples: [
    {
      title: 'One row for each address',
      parameters: { compare: 'selected', fields: 'email', ignoreCase: true },
      input: {
        main: [
          { email: 'ada@example.com', id: 1 },
          { email: 'Ada@example.com', id: 2 },
          { email: 'bo@example.com', id: 3 },
        ],
      },
      output: {
        main: [
          { email: 'ada@example.com', id: 1 },
          { email: 'bo@example.com', id: 3 },
        ],
        removed: [{ email: 'Ada@example.com', id: 2 }],
      },
    },
    {
      title: 'The newest of each, whatever the time',
      parameters: { compare: 'except', fields: 'at', keep: 'last' },
      input: {
        main: [
          { id: 1, at: 9 },
          { id: 1, at: 10 },
        ],
      },
      output: { main: [{ id: 1, at: 10 }], removed: [{ id: 1, at: 9 }] },
    },
  ],
});
