/** Values that stand in the examples of several calls. */

/** Ids as they look. */
export const EXAMPLE_IDS = {
  workflow: '019aa5b2-6c00-7d31-9a54-1f0c2e9b7a10',
  run: '019aa5b9-1c40-7b02-8f3e-5d2a9c6e4b21',
  otherRun: '019aa5bc-7e80-7c13-8a1d-2b7f4e9c6d32',
  fire: '019aa5bd-0a10-7e24-9b2e-3c8a5f0d7e43',
} as const;

/** A portable workflow file. */
export const EXAMPLE_FILE = {
  format: 'heddle.workflow/1',
  name: 'Greet',
  nodes: [
    {
      id: 'hook',
      type: 'webhook',
      name: 'Webhook',
      position: { x: 0, y: 0 },
      parameters: { path: 'greet', methods: ['POST'], respond: 'when-finished' },
    },
    {
      id: 'greeting',
      type: 'edit-fields',
      name: 'Greeting',
      position: { x: 240, y: 0 },
      parameters: {
        keep: 'none',
        assignments: [{ name: 'text', type: 'string', value: 'Hello {{ $json.body.name }}' }],
      },
    },
  ],
  edges: [{ id: 'e1', source: 'hook', target: 'greeting' }],
} as const;

const AT = '2026-11-23T08:00:00.120Z';

/** A run in a list. */
export const EXAMPLE_RUN_SUMMARY = {
  id: EXAMPLE_IDS.run,
  workflowId: EXAMPLE_IDS.workflow,
  workflowName: 'Greet',
  version: 3,
  status: 'succeeded',
  trigger: 'hook',
  createdAt: AT,
  startedAt: AT,
  finishedAt: '2026-11-23T08:00:00.180Z',
  error: null,
  triggerType: 'webhook',
  durationMs: 60,
  parentRunId: null,
} as const;

/** A run with its steps. */
export const EXAMPLE_RUN = {
  ...EXAMPLE_RUN_SUMMARY,
  output: [{ json: { text: 'Hello Ada' } }],
  steps: [
    {
      key: 'greeting',
      nodeId: 'greeting',
      nodeName: 'Greeting',
      iteration: null,
      status: 'succeeded',
      attempts: 1,
      startedAt: AT,
      durationMs: 2,
      error: null,
      outputs: { main: [{ json: { text: 'Hello Ada' } }] },
      itemCounts: { main: 1 },
    },
  ],
  flags: [],
  seq: 4,
} as const;
