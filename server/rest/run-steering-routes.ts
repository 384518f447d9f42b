import { z } from 'zod';
import { pathIdSchema, runIdSchema } from '@/core/contracts/rest';
import { signalledSchema, signalShape } from '@/core/contracts/run-actions';
import { continueRun } from '@/services/runs/continue-run';
import { pauseRun } from '@/services/runs/pause-run';
import { signalRun } from '@/services/runs/signal-run';
import { EXAMPLE_IDS } from './examples';
import { knownId } from './known-id';
import { type AnyRestRoute, restRoute } from './route';

const none = z.strictObject({});

const pause = restRoute({
  tag: 'Runs',
  method: 'POST',
  path: '/runs/{id}/pause',
  operationId: 'pauseRun',
  summary: 'Lets nothing of the run start any more until it is continued; what is under way ends',
  permission: 'run:cancel',
  status: 202,
  example: { body: {}, answer: { id: EXAMPLE_IDS.run } },
  refusals: { 409: 'The run has ended, or cannot be paused.' },
  params: pathIdSchema,
  query: none,
  body: none,
  output: runIdSchema,
  handle: async ({ deps, scope, params }) => ({
    body: await pauseRun(deps, scope, { id: knownId('run', params.id) }),
  }),
});

const goOn = restRoute({
  tag: 'Runs',
  method: 'POST',
  path: '/runs/{id}/continue',
  operationId: 'continueRun',
  summary: 'Lets a paused run go on where it was',
  permission: 'run:cancel',
  status: 202,
  example: { body: {}, answer: { id: EXAMPLE_IDS.run } },
  refusals: { 409: 'The run has ended, or is not paused.' },
  params: pathIdSchema,
  query: none,
  body: none,
  output: runIdSchema,
  handle: async ({ deps, scope, params }) => ({
    body: await continueRun(deps, scope, { id: knownId('run', params.id) }),
  }),
});

const signal = restRoute({
  tag: 'Runs',
  method: 'POST',
  path: '/runs/{id}/signals',
  operationId: 'signalRun',
  summary:
    'Sends the run a named signal: a step that waits for it goes on with the payload. One that comes before is kept for the first step that waits for it',
  permission: 'run:decide',
  status: 202,
  example: {
    body: { name: 'payment-received', payload: { amount: 120 } },
    answer: { id: EXAMPLE_IDS.run, delivered: true },
  },
  refusals: {
    409: 'The run has ended, or keeps too many signals that nothing waits for.',
    413: 'The payload is more than may stand in a run’s history.',
  },
  params: pathIdSchema,
  query: none,
  body: z.strictObject(signalShape),
  output: signalledSchema,
  handle: async ({ deps, scope, params, body }) => ({
    body: await signalRun(deps, scope, { id: knownId('run', params.id), ...body }),
  }),
});

/** Calls that steer a live run. */
export const RUN_STEERING_ROUTES: readonly AnyRestRoute[] = [pause, goOn, signal];
