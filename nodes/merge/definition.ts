import { IGNORE_CASE_FIELD, LOOSE_TYPES_FIELD } from '@/core/node-kit/condition-fields';
import { DOTS_FIELD } from '@/core/node-kit/data-fields';
import { defineNode } from '@/core/node-kit/definition';

/** The most inputs that a merge has; `inputs` says how many of them there are. */
const INPUTS = Array.from({ length: 10 }, (_, at) => ({ name: `input${at + 1}`, label: `Input ${at + 1}` }));

/** Fields of joining alone. */
const BY_FIELDS = { field: 'mode', in: ['by-fields'] } as const;

export const definition = defineNode({
  type: 'merge',
  version: 1,
  name: 'Merge',
  summary: 'Brings the items of several branches together.',
  family: 'flow',
  synonyms: ['join', 'combine', 'append', 'union', 'lookup', 'match', 'wait for all', 'concatenate'],
  inputs: INPUTS,
  inputsByField: 'inputs',
  outputs: [{ name: 'main', label: 'Output' }],
  fields: [
    {
      kind: 'select',
      name: 'mode',
      label: 'How',
      expression: 'never',
      options: [
        { value: 'append', label: 'One after another' },
        { value: 'by-fields', label: 'Join where fields match' },
        { value: 'by-position', label: 'Pair by position' },
        { value: 'combinations', label: 'Every item with every other' },
        { value: 'choose', label: 'Take one input' },
        { value: 'sql', label: 'Ask with SQL' },
      ],
      default: 'append',
    },
    {
      kind: 'number',
      name: 'inputs',
      label: 'Number of inputs',
      expression: 'never',
      integer: true,
      min: 2,
      max: 10,
      unit: 'count',
      default: 2,
    },
    {
      kind: 'text',
      name: 'query',
      label: 'SQL',
      help: 'The inputs are the tables input1, input2 and so on; each row of the answer becomes an item. The engine is SQLite.',
      required: true,
      multiline: true,
      maxLength: 100_000,
      default: 'SELECT *\nFROM input1\nLEFT JOIN input2 ON input1.id = input2.id',
      showWhen: { field: 'mode', in: ['sql'] },
    },
    {
      kind: 'list',
      name: 'fields',
      label: 'Fields that match',
      help: 'All pairs must match. A missing value matches nothing.',
      itemLabel: 'Pair',
      required: true,
      max: 20,
      default: [],
      showWhen: BY_FIELDS,
      item: [
        {
          kind: 'text',
          name: 'left',
          label: 'Field of input 1',
          required: true,
          expression: 'never',
          placeholder: 'email',
          maxLength: 500,
        },
        {
          kind: 'text',
          name: 'right',
          label: 'Field of the other inputs',
          help: 'Empty: the same name.',
          expression: 'never',
          default: '',
          maxLength: 500,
        },
      ],
    },
    {
      kind: 'select',
      name: 'join',
      label: 'Give',
      expression: 'never',
      options: [
        { value: 'inner', label: 'Matches only' },
        { value: 'left', label: 'Matches, and the rest of input 1' },
        { value: 'right', label: 'Matches, and the rest of the other inputs' },
        { value: 'outer', label: 'Everything' },
        { value: 'unmatched', label: 'Only what matches nothing' },
      ],
      default: 'inner',
      showWhen: BY_FIELDS,
    },
    {
      kind: 'boolean',
      name: 'restLast',
      label: 'The rest comes last',
      help: 'On: items of input 1 without a match come behind those with one. Off: they keep their place.',
      expression: 'never',
      default: false,
      showWhen: { field: 'join', in: ['left', 'outer'] },
    },
    {
      kind: 'select',
      name: 'matches',
      label: 'When several items match',
      expression: 'never',
      options: [
        { value: 'all', label: 'One item for each of them' },
        { value: 'first', label: 'The first one only' },
      ],
      default: 'all',
      showWhen: BY_FIELDS,
    },
    { ...IGNORE_CASE_FIELD, showWhen: BY_FIELDS },
    { ...LOOSE_TYPES_FIELD, help: 'On: the text "12" matches the number 12.', showWhen: BY_FIELDS },
    { ...DOTS_FIELD, showWhen: BY_FIELDS },
    {
      kind: 'select',
      name: 'dataFrom',
      label: 'Fields of',
      help: 'Whose fields the result has.',
      expression: 'never',
      options: [
        { value: 'both', label: 'All inputs' },
        { value: 'input1', label: 'Input 1 only' },
        { value: 'input2', label: 'Input 2 only' },
      ],
      default: 'both',
      showWhen: BY_FIELDS,
    },
    {
      kind: 'select',
      name: 'unpaired',
      label: 'Items without a partner',
      expression: 'never',
      options: [
        { value: 'drop', label: 'Leave out' },
        { value: 'keep', label: 'Keep as they are' },
        { value: 'keep-first', label: 'Keep those of input 1' },
      ],
      default: 'drop',
      showWhen: { field: 'mode', in: ['by-position'] },
    },
    {
      kind: 'select',
      name: 'choose',
      label: 'Input to take',
      expression: 'never',
      options: [
        { value: 'first-with-items', label: 'The first one that has items' },
        ...INPUTS.map(({ name, label }) => ({ value: name, label })),
        { value: 'empty-item', label: 'None: one empty item' },
      ],
      default: 'first-with-items',
      showWhen: { field: 'mode', in: ['choose'] },
    },
    {
      kind: 'select',
      name: 'clash',
      label: 'When a field is in several inputs',
      expression: 'never',
      options: [
        { value: 'last', label: 'The last input wins' },
        { value: 'first', label: 'The first input wins' },
        { value: 'both', label: 'Keep each: name_1, name_2' },
        { value: 'number', label: 'Number every field: name_1, other_2' },
        { value: 'nest', label: 'Keep the inputs apart: input1.name' },
      ],
      default: 'last',
      showWhen: { field: 'mode', in: ['by-fields', 'by-position', 'combinations'] },
    },
    {
      kind: 'select',
      name: 'nested',
      label: 'Objects in the same field',
      expression: 'never',
      options: [
        { value: 'replace', label: 'One takes the place of the other' },
        { value: 'deep', label: 'Merge their fields too' },
      ],
      default: 'replace',
      showWhen: { field: 'clash', in: ['last', 'first'] },
    },
    {
      kind: 'boolean',
      name: 'preferFilled',
      label: 'Empty values never win',
      help: 'On: null and empty text give way to what another input has in the field.',
      expression: 'never',
      default: false,
      showWhen: { field: 'clash', in: ['last', 'first'] },
    },
  ],
  effect: 'pure',
  mode: 'list',
  usuallyNext: ['edit-fields', 'aggregate', 'filter', 'respond'],
  examples: [
    {
      title: 'One list after the other',
      parameters: { mode: 'append' },
      input: { input1: [{ id: 1 }], input2: [{ id: 2 }, { id: 3 }] },
      output: { main: [{ id: 1 }, { id: 2 }, { id: 3 }] },
    },
    {
      title: 'Orders with their customers',
      parameters: { mode: 'by-fields', fields: [{ left: 'customer', right: 'id' }], join: 'left' },
      input: {
        input1: [
          { order: 1, customer: 'a' },
          { order: 2, customer: 'x' },
        ],
        input2: [{ id: 'a', name: 'Ada' }],
      },
      output: {
        main: [
          { order: 1, customer: 'a', id: 'a', name: 'Ada' },
          { order: 2, customer: 'x' },
        ],
      },
    },
    {
      title: 'What is in one list only',
      parameters: { mode: 'by-fields', fields: [{ left: 'email' }], join: 'unmatched', ignoreCase: true },
      input: {
        input1: [{ email: 'Ada@example.com' }, { email: 'bo@example.com' }],
        input2: [{ email: 'ada@example.com' }, { email: 'cy@example.com' }],
      },
      output: { main: [{ email: 'bo@example.com' }, { email: 'cy@example.com' }] },
    },
    {
      title: 'First with first, second with second',
      parameters: { mode: 'by-position', clash: 'both' },
      input: { input1: [{ n: 1 }, { n: 2 }], input2: [{ n: 10, x: true }] },
      output: { main: [{ n_1: 1, n_2: 10, x: true }] },
    },
    {
      title: 'Every size in every colour',
      parameters: { mode: 'combinations' },
      input: { input1: [{ size: 'S' }, { size: 'L' }], input2: [{ colour: 'red' }] },
      output: {
        main: [
          { size: 'S', colour: 'red' },
          { size: 'L', colour: 'red' },
        ],
      },
    },
    {
      title: 'Spent by customer, with SQL',
      parameters: {
        mode: 'sql',
        query:
          'SELECT name, sum(total) AS spent FROM input1 JOIN input2 ON input1.customer = input2.id GROUP BY name ORDER BY spent DESC',
      },
      input: {
        input1: [
          { customer: 'b', total: 3 },
          { customer: 'a', total: 4 },
          { customer: 'b', total: 2 },
        ],
        input2: [
          { id: 'a', name: 'Ada' },
          { id: 'b', name: 'Bo' },
        ],
      },
      output: {
        main: [
          { name: 'Bo', spent: 5 },
          { name: 'Ada', spent: 4 },
        ],
      },
    },
    {
      title: 'The branch that ran',
      parameters: { mode: 'choose' },
      input: { input1: [], input2: [{ from: 'second' }] },
      output: { main: [{ from: 'second' }] },
    },
  ],
});
