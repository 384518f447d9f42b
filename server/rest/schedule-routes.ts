import { z } from 'zod';
import { pageOf } from '@/core/contracts/identifiers';
import { fireListQuerySchema, pathIdSchema, schedulePreviewBodySchema } from '@/core/contracts/rest';
import { scheduleFireSchema, schedulePreviewSchema } from '@/core/contracts/schedule-view';
import { listFires } from '@/services/schedules/list-fires';
import { previewSchedule } from '@/services/schedules/preview-schedule';
import { EXAMPLE_IDS } from './examples';
import { knownId } from './known-id';
import { type AnyRestRoute, restRoute } from './route';

const none = z.strictObject({});

const preview = restRoute({
  tag: 'Schedules',
  method: 'POST',
  path: '/schedules/preview',
  operationId: 'previewSchedule',
  summary: 'The next five times of a schedule, or what is wrong with it; saves nothing',
  permission: 'workflow:read',
  status: 200,
  params: none,
  query: none,
  body: schedulePreviewBodySchema,
  output: schedulePreviewSchema,
  example: {
    body: {
      parameters: { rules: [{ every: 'cron', expression: '0 9 * * 1-5' }] },
      timezone: 'Europe/Zurich',
    },
    answer: {
      next: ['2026-11-23T08:00:00.000Z', '2026-11-24T08:00:00.000Z', '2026-11-25T08:00:00.000Z'],
      timezone: 'Europe/Zurich',
      problem: null,
    },
  },
  handle: async ({ deps, scope, body }) => ({ body: await previewSchedule(deps, scope, body) }),
});

const fires = restRoute({
  tag: 'Schedules',
  method: 'GET',
  path: '/workflows/{id}/schedule-fires',
  operationId: 'listScheduleFires',
  summary: 'What the schedules of a workflow started and skipped, newest first',
  permission: 'run:read',
  status: 200,
  params: pathIdSchema,
  query: fireListQuerySchema,
  body: null,
  output: pageOf(scheduleFireSchema),
  example: {
    answer: {
      items: [
        {
          id: EXAMPLE_IDS.fire,
          nodeId: 'tick',
          version: 3,
          outcome: 'fired',
          reason: null,
          runId: EXAMPLE_IDS.run,
          dueAt: '2026-11-23T08:00:00.000Z',
          lastDueAt: '2026-11-23T08:00:00.000Z',
          ticks: 1,
          firedAt: '2026-11-23T08:00:00.120Z',
        },
      ],
      nextCursor: null,
    },
  },
  handle: async ({ deps, scope, params, query }) => ({
    body: await listFires(deps, scope, { workflowId: knownId('workflow', params.id), ...query }),
  }),
});

export const SCHEDULE_ROUTES: readonly AnyRestRoute[] = [preview, fires];
