import { z } from 'zod';
import { pageOf } from '@/core/contracts/identifiers';
import { ledgerQuerySchema, receiptViewSchema, runLedgerQuerySchema } from '@/core/contracts/ledger';
import { pathIdSchema } from '@/core/contracts/rest';
import { exportRunReceipts, exportWorkflowReceipts } from '@/services/receipts/export-receipts';
import { listRunReceipts } from '@/services/receipts/list-run-receipts';
import { listWorkflowReceipts } from '@/services/receipts/list-workflow-receipts';
import { EXAMPLE_IDS } from './examples';
import { knownId } from './known-id';
import { type AnyRestRoute, restRoute } from './route';

const EXAMPLE_RECEIPT = {
  runId: EXAMPLE_IDS.run,
  workflowId: EXAMPLE_IDS.workflow,
  version: 3,
  step: 'send',
  nodeId: 'send',
  nodeName: 'Send order',
  iteration: null,
  effect: 'request:0',
  item: 0,
  summary: 'POST https://api.example.com/orders',
  status: 'answered',
  attempt: 1,
  replays: 2,
  inherited: false,
  answerStatus: 201,
  errorCode: null,
  decidedBy: null,
  decision: null,
  idempotencyKey: '5f2c9d0e8a7b4c31',
  intendedAt: '2026-11-23T08:00:00.140Z',
  endedAt: '2026-11-23T08:00:00.350Z',
  durationMs: 210,
} as const;

const FILES = ['text/csv'] as const;

const ofRun = restRoute({
  tag: 'Runs',
  method: 'GET',
  path: '/runs/{id}/receipts',
  operationId: 'listRunReceipts',
  summary: 'What a run did to the outside world, oldest first; with `format` as a file',
  permission: 'run:read',
  status: 200,
  params: pathIdSchema,
  query: runLedgerQuerySchema,
  body: null,
  output: z.object({ items: z.array(receiptViewSchema) }),
  files: FILES,
  example: { answer: { items: [EXAMPLE_RECEIPT] } },
  async handle({ deps, scope, params, query: { format } }) {
    const id = knownId('run', params.id);
    if (format) return { file: await exportRunReceipts(deps, scope, { id, format }) };
    return { body: await listRunReceipts(deps, scope, { id }) };
  },
});

const ofWorkflow = restRoute({
  tag: 'Workflows',
  method: 'GET',
  path: '/workflows/{id}/receipts',
  operationId: 'listWorkflowReceipts',
  summary:
    'What the runs of a workflow did to the outside world, newest first; with `format` all of it as a file',
  permission: 'run:read',
  status: 200,
  params: pathIdSchema,
  query: ledgerQuerySchema,
  body: null,
  output: pageOf(receiptViewSchema),
  files: FILES,
  example: { answer: { items: [EXAMPLE_RECEIPT], nextCursor: null } },
  async handle({ deps, scope, params, query: { format, ...query } }) {
    const id = knownId('workflow', params.id);
    if (format) return { file: await exportWorkflowReceipts(deps, scope, { ...query, id, format }) };
    const { items, nextCursor } = await listWorkflowReceipts(deps, scope, { ...query, id });
    return { body: { items, nextCursor } };
  },
});

export const LEDGER_ROUTES: readonly AnyRestRoute[] = [ofRun, ofWorkflow];
