import { z } from 'zod';
import { limitListSchema, limitNameSchema, limitValueSchema } from '@/core/contracts/limits';
import { UserProblem } from '@/core/errors/app-error';
import { isLimitName, LIMIT_NAMES, type LimitName } from '@/core/limits/limits';
import { listLimits } from '@/services/limits/list-limits';
import { resetLimit } from '@/services/limits/reset-limit';
import { setLimit } from '@/services/limits/set-limit';
import { type AnyRestRoute, restRoute } from './route';

const none = z.strictObject({});
const params = z.strictObject({ name: z.string().max(100) });
const chosen = z.object({ name: limitNameSchema, value: limitValueSchema });

const list = restRoute({
  tag: 'Limits',
  method: 'GET',
  path: '/limits',
  operationId: 'listLimits',
  summary: 'Every limit of the tenant: its value, the standard, the range it may be moved in',
  permission: 'tenant:read',
  status: 200,
  params: none,
  query: none,
  body: null,
  output: limitListSchema,
  example: {
    answer: {
      items: [
        {
          name: 'step.items',
          group: 'steps',
          unit: 'count',
          bounds: 'most',
          value: 20_000,
          standard: 1_000_000,
          least: 1,
          most: 10_000_000,
          problem: 'step.too-many-items',
          isOwn: true,
          changedAt: '2026-11-23T08:00:00.120Z',
          changedBy: 'Ada',
          usage: null,
        },
      ],
    },
  },
  handle: async ({ deps, scope }) => ({ body: await listLimits(deps, scope) }),
});

const set = restRoute({
  tag: 'Limits',
  method: 'PUT',
  path: '/limits/{name}',
  operationId: 'setLimit',
  summary: 'Give the tenant a value of its own; runs that began keep what their start recorded',
  permission: 'tenant:write',
  status: 200,
  params,
  query: none,
  body: z.strictObject({ value: limitValueSchema }),
  output: chosen,
  example: { body: { value: 20_000 }, answer: { name: 'step.items', value: 20_000 } },
  refusals: { 404: 'There is no such limit.', 422: 'The value is outside of the range.' },
  handle: async ({ deps, scope, params: { name }, body: { value } }) => ({
    body: await setLimit(deps, scope, { name: knownName(name), value }),
  }),
});

const reset = restRoute({
  tag: 'Limits',
  method: 'DELETE',
  path: '/limits/{name}',
  operationId: 'resetLimit',
  summary: 'Go back to the standard value',
  permission: 'tenant:write',
  status: 200,
  params,
  query: none,
  body: null,
  output: chosen,
  example: { answer: { name: 'step.items', value: 1_000_000 } },
  refusals: { 404: 'There is no such limit.' },
  handle: async ({ deps, scope, params: { name } }) => ({
    body: await resetLimit(deps, scope, { name: knownName(name) }),
  }),
});

function knownName(name: string): LimitName {
  if (isLimitName(name)) return name;
  throw new UserProblem(
    'limit.not-found',
    `There is no such limit. These are there: ${LIMIT_NAMES.join(', ')}.`,
    {
      status: 404,
    },
  );
}

export const LIMIT_ROUTES: readonly AnyRestRoute[] = [list, set, reset];
