import { defineNode } from '@/core/node-kit/definition';

export const definition = defineNode({
  type: 'stop',
  version: 1,
  name: 'Stop with error',
  summary: 'Ends the run as failed, with words of your own.',
  family: 'flow',
  synonyms: ['error', 'fail', 'throw', 'abort', 'reject', 'exit', 'raise'],
  inputs: [{ name: 'main', label: 'Input' }],
  outputs: [],
  fields: [
    {
      kind: 'select',
      name: 'mode',
      label: 'Say it as',
      expression: 'never',
      options: [
        { value: 'message', label: 'A message' },
        { value: 'object', label: 'An object of your own' },
      ],
      default: 'message',
    },
    {
      kind: 'text',
      name: 'message',
      label: 'Message',
      help: 'What happened, why, and what to do. It stands on the run and goes to the error workflow.',
      required: true,
      placeholder: 'Order {{ $json.id }} has no address. Ask the customer.',
      multiline: true,
      maxLength: 2000,
      showWhen: { field: 'mode', in: ['message'] },
    },
    {
      kind: 'json',
      name: 'object',
      label: 'Object',
      help: 'Whatever the error workflow should get. Its field message, or error, is what people read.',
      default: {},
      showWhen: { field: 'mode', in: ['object'] },
    },
    {
      kind: 'text',
      name: 'code',
      label: 'Code',
      help: 'A short name that programs can rely on.',
      placeholder: 'order.no-address',
      default: 'stop.reached',
      pattern: {
        source: '^[a-z0-9]+([.-][a-z0-9]+)*$',
        message: 'Use lower case letters, digits, dots and dashes, as in order.no-address.',
      },
      maxLength: 80,
    },
  ],
  effect: 'pure',
  mode: 'list',
  examples: [
    {
      title: 'Refuse an order',
      parameters: { message: 'Order {{ $json.id }} has no address.', code: 'order.no-address' },
      input: { main: [{ id: 7 }] },
    },
  ],
});
