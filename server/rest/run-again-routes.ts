import { z } from 'zod';
import { portableWorkflowSchema } from '@/core/contracts/portable-workflow';
import {
  decisionBodySchema,
  pathIdSchema,
  retryBodySchema,
  runIdSchema,
  stepPathSchema,
} from '@/core/contracts/rest';
import { bulkResultSchema, bulkShape, itemLineageSchema, itemPlaceShape } from '@/core/contracts/run-actions';
import { itemRangeShape, runStepDetailSchema } from '@/core/contracts/run-input';
import { bulkRuns } from '@/services/runs/bulk-runs';
import { decideDoubt } from '@/services/runs/decide-doubt';
import { getRunGraph } from '@/services/runs/get-run-graph';
import { getRunStep } from '@/services/runs/get-run-step';
import { itemLineage } from '@/services/runs/item-lineage';
import { rerunFromStep } from '@/services/runs/rerun-from-step';
import { resumeRun } from '@/services/runs/resume-run';
import { retryRun } from '@/services/runs/retry-run';
import { IDEMPOTENCY_KEY_HEADER, idempotencyKeyOf } from '../http/idempotency-key';
import { EXAMPLE_FILE, EXAMPLE_IDS, EXAMPLE_RUN } from './examples';
import { knownId } from './known-id';
import { type AnyRestRoute, restRoute } from './route';

const none = z.strictObject({});
const locationOf = (id: string) => ({ location: `/api/v1/runs/${id}` });

const getStep = restRoute({
  tag: 'Runs',
  method: 'GET',
  path: '/runs/{id}/steps/{step}',
  operationId: 'getRunStep',
  summary: 'A step with the items that went in and came out; of very many, those from a place on',
  permission: 'run:read',
  status: 200,
  params: stepPathSchema,
  query: z.strictObject(itemRangeShape),
  body: null,
  output: runStepDetailSchema,
  example: {
    answer: {
      ...EXAMPLE_RUN.steps[0],
      input: { main: [{ json: { body: { name: 'Ada' } } }] },
      output: { main: [{ json: { text: 'Hello Ada' } }] },
    },
  },
  handle: async ({ deps, scope, params, query }) => ({
    body: await getRunStep(deps, scope, { id: knownId('run', params.id), step: params.step, ...query }),
  }),
});

const getLineage = restRoute({
  tag: 'Runs',
  method: 'GET',
  path: '/runs/{id}/steps/{step}/lineage',
  operationId: 'getItemLineage',
  summary: 'The items that an item of a step came from, and those that came of it',
  permission: 'run:read',
  status: 200,
  params: stepPathSchema,
  query: z.strictObject({
    port: itemPlaceShape.port.default('main'),
    index: z.coerce.number().int().min(0).default(0),
  }),
  body: null,
  output: itemLineageSchema,
  example: {
    answer: {
      upstream: [{ step: 'start', port: 'main', index: 0 }],
      downstream: [],
      undeterminedAt: [],
      truncated: false,
    },
  },
  handle: async ({ deps, scope, params, query }) => ({
    body: await itemLineage(deps, scope, { id: knownId('run', params.id), step: params.step, ...query }),
  }),
});

const getGraph = restRoute({
  tag: 'Runs',
  method: 'GET',
  path: '/runs/{id}/graph',
  operationId: 'getRunGraph',
  summary: 'The workflow as it was when the run began',
  permission: 'run:read',
  status: 200,
  params: pathIdSchema,
  query: none,
  body: null,
  output: portableWorkflowSchema,
  example: { answer: EXAMPLE_FILE },
  handle: async ({ deps, scope, params }) => ({
    body: await getRunGraph(deps, scope, { id: knownId('run', params.id) }),
  }),
});

const resume = restRoute({
  tag: 'Runs',
  method: 'POST',
  path: '/runs/{id}/resume',
  operationId: 'resumeRun',
  summary: 'Lets a failed or cancelled run go on where it ended, as the same run',
  permission: 'run:start',
  status: 202,
  params: pathIdSchema,
  query: none,
  body: none,
  output: runIdSchema,
  example: { body: {}, answer: { id: EXAMPLE_IDS.run } },
  headers: IDEMPOTENCY_KEY_HEADER,
  refusals: {
    409: 'The run has not ended, has succeeded, or cannot go on.',
    429: 'As many runs wait to begin as the tenant may have.',
  },
  async handle({ deps, scope, exchange, params }) {
    const idempotencyKey = idempotencyKeyOf(exchange.request);
    const { id } = await resumeRun(deps, scope, { id: knownId('run', params.id), idempotencyKey });
    return { headers: locationOf(id), body: { id } };
  },
});

const retry = restRoute({
  tag: 'Runs',
  method: 'POST',
  path: '/runs/{id}/retry',
  operationId: 'retryRun',
  summary:
    'Runs an ended run again as a new one: what failed (`mode`), all of it, or from a step on, with other items where given',
  permission: 'run:start',
  status: 202,
  params: pathIdSchema,
  query: none,
  body: retryBodySchema,
  output: runIdSchema,
  example: {
    body: { from: 'greeting', input: { main: [{ json: { body: { name: 'Grace' } } }] } },
    answer: { id: EXAMPLE_IDS.otherRun },
  },
  headers: IDEMPOTENCY_KEY_HEADER,
  refusals: {
    409: 'The run has not ended, nothing of it failed, or the idempotency key was used with another body.',
    422: 'The step got nothing at an input that is named.',
  },
  async handle({ deps, scope, exchange, params, body }) {
    const id = knownId('run', params.id);
    const idempotencyKey = idempotencyKeyOf(exchange.request);
    const { from, mode = 'failed', on = 'same', input } = body;
    const made =
      from === undefined
        ? await retryRun(deps, scope, { id, mode, idempotencyKey })
        : await rerunFromStep(deps, scope, { id, step: from, on, input, idempotencyKey });
    return { headers: locationOf(made.id), body: { id: made.id } };
  },
});

const decide = restRoute({
  tag: 'Runs',
  method: 'POST',
  path: '/runs/{id}/steps/{step}/decision',
  operationId: 'decideRunStep',
  summary: 'Says what became of a write that is in doubt: repeat it, take it as done, or fail',
  permission: 'run:decide',
  status: 202,
  params: stepPathSchema,
  query: none,
  body: decisionBodySchema,
  output: runIdSchema,
  example: { body: { decision: 'repeat' }, answer: { id: EXAMPLE_IDS.run } },
  refusals: {
    409: 'Nothing of the step is in doubt.',
    413: 'The result is more than may stand in a run’s history.',
  },
  handle: async ({ deps, scope, params, body }) => ({
    body: await decideDoubt(deps, scope, { id: knownId('run', params.id), step: params.step, ...body }),
  }),
});

const bulk = restRoute({
  tag: 'Runs',
  method: 'POST',
  path: '/runs/bulk',
  operationId: 'bulkRuns',
  summary:
    'Cancels, retries or resumes up to 100 runs, with a result for each; the last two also need `run:start`',
  permission: 'run:cancel',
  status: 200,
  params: none,
  query: none,
  body: z.strictObject(bulkShape),
  output: bulkResultSchema,
  example: {
    body: { ids: [EXAMPLE_IDS.run], action: 'retry' },
    answer: { results: [{ id: EXAMPLE_IDS.run, ok: true, runId: EXAMPLE_IDS.otherRun }] },
  },
  headers: IDEMPOTENCY_KEY_HEADER,
  handle: async ({ deps, scope, exchange, body }) => ({
    body: await bulkRuns(deps, scope, { ...body, idempotencyKey: idempotencyKeyOf(exchange.request) }),
  }),
});

export const RUN_AGAIN_ROUTES: readonly AnyRestRoute[] = [
  getStep,
  getLineage,
  getGraph,
  resume,
  retry,
  bulk,
  decide,
];
