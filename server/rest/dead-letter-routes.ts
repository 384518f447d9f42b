import { z } from 'zod';
import {
  deadLetterQuerySchema,
  deadLetterSchema,
  handleBodySchema,
  handledSchema,
} from '@/core/contracts/dead-letters';
import { pageOf } from '@/core/contracts/identifiers';
import type { Permission } from '@/core/access/roles';
import { handleDeadLetters, type HandleAction } from '@/services/dead-letters/handle-dead-letters';
import { listDeadLetters } from '@/services/dead-letters/list-dead-letters';
import { EXAMPLE_IDS } from './examples';
import { type AnyRestRoute, restRoute } from './route';

const none = z.strictObject({});

const list = restRoute({
  tag: 'Dead letters',
  method: 'GET',
  path: '/dead-letters',
  operationId: 'listDeadLetters',
  summary: 'Production runs that failed, newest failure first: open ones, or those that somebody handled',
  permission: 'run:read',
  status: 200,
  params: none,
  query: deadLetterQuerySchema,
  body: null,
  output: pageOf(deadLetterSchema),
  example: {
    answer: {
      items: [
        {
          runId: EXAMPLE_IDS.run,
          workflowId: EXAMPLE_IDS.workflow,
          workflowName: 'Greet',
          version: 3,
          nodeId: 'send',
          nodeName: 'Send order',
          category: 'outside-unreachable',
          code: 'http.status',
          answerStatus: 503,
          message: 'The server answered 503.',
          failedAt: '2026-11-23T08:00:00.350Z',
          failures: 1,
          handled: null,
        },
      ],
      nextCursor: null,
    },
  },
  handle: async ({ deps, scope, query }) => ({ body: await listDeadLetters(deps, scope, query) }),
});

interface HandleRoute {
  action: HandleAction;
  operationId: string;
  summary: string;
  permission: Permission;
  becomes: string | null;
}

function handleRoute({ action, operationId, summary, permission, becomes }: HandleRoute): AnyRestRoute {
  return restRoute({
    tag: 'Dead letters',
    method: 'POST',
    path: `/dead-letters/${action}`,
    operationId,
    summary: `${summary}. Of many that match, a hundred for each call: go on with \`nextCursor\``,
    permission,
    status: 200,
    params: none,
    query: none,
    body: handleBodySchema,
    output: handledSchema,
    example: {
      body: {
        match: { workflowId: EXAMPLE_IDS.workflow, nodeId: 'send', code: 'http.status' },
        note: 'Their server is back.',
      },
      answer: { results: [{ runId: EXAMPLE_IDS.run, ok: true, resultRunId: becomes }], nextCursor: null },
    },
    handle: async ({ deps, scope, body }) => ({
      body: await handleDeadLetters(deps, scope, { ...body, action }),
    }),
  });
}

export const DEAD_LETTER_ROUTES: readonly AnyRestRoute[] = [
  list,
  handleRoute({
    action: 'resume',
    operationId: 'resumeDeadLetters',
    summary: 'Lets failed runs go on where they failed, as the same runs on their own versions',
    permission: 'run:start',
    becomes: EXAMPLE_IDS.run,
  }),
  handleRoute({
    action: 'retry',
    operationId: 'retryDeadLetters',
    summary: 'Runs failed runs again as new ones on the published version, keeping what succeeded',
    permission: 'run:start',
    becomes: EXAMPLE_IDS.otherRun,
  }),
  handleRoute({
    action: 'discard',
    operationId: 'discardDeadLetters',
    summary: 'Says that failed runs need nobody any more; nothing runs',
    permission: 'run:decide',
    becomes: null,
  }),
];
