import { defineNode } from '@/core/node-kit/definition';

export const definition = defineNode({
  type: 'respond',
  version: 1,
  name: 'Respond',
  summary: 'Answers the request that started the run.',
  family: 'flow',
  synonyms: ['answer', 'reply', 'response', 'return', 'respond to webhook'],
  inputs: [{ name: 'main', label: 'Input' }],
  outputs: [{ name: 'main', label: 'Output' }],
  fields: [
    {
      kind: 'number',
      name: 'status',
      label: 'Status',
      help: '200 means all went well, 201 created, 400 a faulty request, 404 not found.',
      default: 200,
      min: 200,
      max: 599,
      integer: true,
    },
    {
      kind: 'json',
      name: 'body',
      label: 'Body',
      help: 'JSON, text, or one expression. Left empty, the first item is sent.',
    },
    {
      kind: 'key-value',
      name: 'headers',
      label: 'Headers',
      help: 'Content-Type is set for you: JSON for objects and lists, plain text for text.',
      default: [],
    },
  ],
  effect: 'control',
  mode: 'list',
  outputExample: { main: [{ ok: true }] },
  examples: [
    {
      title: 'Answer with JSON; the items go on unchanged',
      parameters: { status: 201, body: { ok: true } },
      input: { main: [{ id: 7 }] },
      output: { main: [{ id: 7 }] },
    },
    {
      title: 'Answer with the first item',
      parameters: {},
      input: { main: [{ id: 7 }, { id: 8 }] },
      output: { main: [{ id: 7 }, { id: 8 }] },
    },
    {
      title: 'Send the caller to another page',
      parameters: {
        status: 302,
        headers: [{ name: 'Location', value: 'https://example.com/thanks' }],
        body: '',
      },
      input: { main: [{}] },
      output: { main: [{}] },
    },
  ],
});
