import { z } from 'zod';
import { pageOf } from '@/core/contracts/identifiers';
import { pathIdSchema, runIdSchema, runListQuerySchema, startRunBodySchema } from '@/core/contracts/rest';
import { runSummarySchema, runViewSchema } from '@/core/contracts/run-view';
import { toListInput } from '@/core/contracts/run-filters';
import { cancelRun } from '@/services/runs/cancel-run';
import { getRun } from '@/services/runs/get-run';
import { listRuns } from '@/services/runs/list-runs';
import { startRun } from '@/services/runs/start-run';
import { IDEMPOTENCY_KEY_HEADER, idempotencyKeyOf } from '../http/idempotency-key';
import { EXAMPLE_IDS, EXAMPLE_RUN, EXAMPLE_RUN_SUMMARY } from './examples';
import { knownId } from './known-id';
import { type AnyRestRoute, restRoute, streamRoute } from './route';
import { streamRunEvents } from './run-events';

const none = z.strictObject({});

const start = restRoute({
  tag: 'Runs',
  method: 'POST',
  path: '/workflows/{id}/runs',
  operationId: 'startRun',
  summary: 'Starts a run; with `wait` answers 200 and the run when it ended within a minute',
  permission: 'run:start',
  status: 202,
  example: {
    body: { input: [{ json: { body: { name: 'Ada' } } }], wait: true, idempotencyKey: 'order-4711' },
    answer: EXAMPLE_RUN,
  },
  refusals: {
    409: 'The workflow is not published, or the idempotency key was used with another body.',
    422: 'There is no such trigger, or the draft has errors.',
  },
  headers: {
    'Idempotency-Key': `The same as \`idempotencyKey\` in the body, which counts where there are both. ${IDEMPOTENCY_KEY_HEADER['Idempotency-Key']}`,
  },
  params: pathIdSchema,
  query: none,
  body: startRunBodySchema,
  output: z.union([runIdSchema, runViewSchema]),
  async handle({ deps, scope, exchange, params, body }) {
    const started = await startRun(deps, scope, {
      workflowId: knownId('workflow', params.id),
      ...body,
      idempotencyKey: body.idempotencyKey ?? idempotencyKeyOf(exchange.request),
    });
    const headers = { location: `/api/v1/runs/${started.id}` };
    if (!body.wait) return { headers, body: { id: started.id } };
    const run = await getRun(deps, scope, { id: started.id, outputs: true });
    return run.finishedAt === null
      ? { headers, body: { id: started.id } }
      : { status: 200, headers, body: run };
  },
});

const list = restRoute({
  tag: 'Runs',
  method: 'GET',
  path: '/runs',
  operationId: 'listRuns',
  summary: 'Runs, newest first',
  permission: 'run:read',
  status: 200,
  example: { answer: { items: [EXAMPLE_RUN_SUMMARY], nextCursor: null } },
  params: none,
  query: runListQuerySchema,
  body: null,
  output: pageOf(runSummarySchema),
  handle: async ({ deps, scope, query }) => ({ body: await listRuns(deps, scope, toListInput(query)) }),
});

const get = restRoute({
  tag: 'Runs',
  method: 'GET',
  path: '/runs/{id}',
  operationId: 'getRun',
  summary: 'A run with its steps and their outputs',
  permission: 'run:read',
  status: 200,
  example: { answer: EXAMPLE_RUN },
  params: pathIdSchema,
  query: none,
  body: null,
  output: runViewSchema,
  handle: async ({ deps, scope, params }) => ({
    body: await getRun(deps, scope, { id: knownId('run', params.id), outputs: true }),
  }),
});

const cancel = restRoute({
  tag: 'Runs',
  method: 'POST',
  path: '/runs/{id}/cancel',
  operationId: 'cancelRun',
  summary: 'Asks for the run to stop',
  permission: 'run:cancel',
  status: 202,
  example: { body: {}, answer: { id: EXAMPLE_IDS.run } },
  refusals: { 409: 'The run has ended.' },
  params: pathIdSchema,
  query: none,
  body: none,
  output: runIdSchema,
  handle: async ({ deps, scope, params }) => ({
    body: await cancelRun(deps, scope, { id: knownId('run', params.id) }),
  }),
});

const events = streamRoute({
  tag: 'Runs',
  method: 'GET',
  path: '/runs/{id}/events',
  operationId: 'runEvents',
  summary: 'What happens in the run, as it happens; ends with the run. Resumes after `Last-Event-ID`',
  permission: 'run:read',
  status: 200,
  headers: { 'Last-Event-ID': 'The last event that you have; the stream goes on behind it.' },
  params: pathIdSchema,
  stream: ({ deps, scope, exchange, params }) =>
    streamRunEvents(deps, { scope, exchange, runId: knownId('run', params.id) }),
});

export const RUN_ROUTES: readonly AnyRestRoute[] = [start, list, get, cancel, events];
