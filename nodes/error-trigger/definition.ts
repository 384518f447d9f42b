import { defineNode } from '@/core/node-kit/definition';

const URL = 'https://heddle.example.com/t/demo/runs/0198c0de-0000-7000-8000-000000000002';

const REPORT = {
  workflow: { id: '0198c0de-0000-7000-8000-000000000001', name: 'Orders' },
  run: {
    id: '0198c0de-0000-7000-8000-000000000002',
    url: URL,
    error: { code: 'http.status', message: 'The server answered 500.', nodeName: 'Send order' },
    startedAt: '2030-05-01T09:00:00.000Z',
    mode: 'production',
  },
  execution: {
    id: '0198c0de-0000-7000-8000-000000000002',
    url: URL,
    mode: 'production',
    lastNodeExecuted: 'Send order',
    error: {
      name: 'http.status',
      message: 'The server answered 500.',
      node: { name: 'Send order' },
      stack: 'http.status: The server answered 500.',
    },
  },
  trigger: { nodeId: 'hook', nodeName: 'Webhook', type: 'webhook' },
};

export const definition = defineNode({
  type: 'error-trigger',
  version: 1,
  name: 'When a run fails',
  summary: 'Starts the workflow when a run of another workflow failed.',
  family: 'trigger',
  synonyms: ['error', 'failure', 'alert', 'on error', 'catch', 'error workflow', 'notify'],
  inputs: [],
  outputs: [{ name: 'main', label: 'Output' }],
  fields: [],
  effect: 'pure',
  mode: 'list',
  trigger: 'error',
  outputExample: { main: [REPORT] },
  usuallyNext: ['http-request', 'if', 'edit-fields'],
  examples: [
    {
      title: 'What failed, where and why',
      parameters: {},
      input: { main: [REPORT] },
      output: { main: [REPORT] },
    },
  ],
});
