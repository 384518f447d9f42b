import { defineNode } from '@/core/node-kit/definition';

export const definition = defineNode({
  type: 'code',
  version: 1,
  name: 'Code',
  summary: 'Runs your JavaScript over the items.',
  family: 'code',
  synonyms: ['javascript', 'js', 'function', 'script', 'custom', 'transform', 'program'],
  inputs: [{ name: 'main', label: 'Input' }],
  outputs: [{ name: 'main', label: 'Output' }],
  fields: [
    {
      kind: 'select',
      name: 'mode',
      label: 'Run',
      expression: 'never',
      options: [
        { value: 'all', label: 'Once for all items' },
        { value: 'each', label: 'Once for each item' },
      ],
      default: 'all',
    },
    {
      kind: 'code',
      name: 'source',
      label: 'JavaScript',
      help: 'The body of a function. It gets items (or item, run for each) and returns items or plain objects.',
      language: 'javascript',
      required: true,
      expression: 'never',
      default: 'return items;',
    },
    {
      kind: 'number',
      name: 'timeoutMs',
      label: 'Time limit',
      expression: 'never',
      default: 10_000,
      min: 10,
      max: 60_000,
      integer: true,
      unit: 'ms',
    },
  ],
  effect: 'pure',
  mode: 'list',
  outputExample: { main: [{}] },
  usuallyNext: ['edit-fields', 'http-request', 'if', 'respond'],
  examples: [
    {
      title: 'Add a field to every item',
      parameters: {
        mode: 'all',
        source: 'return items.map((item) => ({ ...item.json, total: item.json.price * item.json.count }));',
      },
      input: { main: [{ price: 5, count: 3 }] },
      output: { main: [{ price: 5, count: 3, total: 15 }] },
    },
    {
      title: 'For each item: leave out those without an e-mail',
      parameters: {
        mode: 'each',
        source: 'if (!item.json.email) return [];\nreturn { email: item.json.email.toLowerCase() };',
      },
      input: { main: [{ email: 'Ada@Example.com' }, { email: '' }] },
      output: { main: [{ email: 'ada@example.com' }] },
    },
    {
      title: 'Make one item out of many',
      parameters: {
        mode: 'all',
        source:
          'const sum = items.reduce((total, item) => total + item.json.amount, 0);\nreturn { sum, count: items.length };',
      },
      input: { main: [{ amount: 2 }, { amount: 3 }] },
      output: { main: [{ sum: 5, count: 2 }] },
    },
  ],
});
