import { demand, type TenantScope } from '@/core/access/tenant-scope';
import { PREVIEW_COUNT, type SchedulePreview } from '@/core/contracts/schedule-view';
import { scheduleProblem } from '@/core/graph/check-schedules';
import { checkSchedule, tooFrequent } from '@/core/schedule/check-schedule';
import { nextFires } from '@/core/schedule/next-fires';
import { readSchedule } from '@/core/schedule/schedule';
import { findLimit } from '@/infra/db/repositories/limits';
import type { ServiceDeps } from '@/services/deps';

/**
 * The next times of a schedule as it stands in a form, whether or not it is saved. What is wrong comes back as a value:
 * people see it while they type.
 */
export async function previewSchedule(
  deps: Pick<ServiceDeps, 'db' | 'clock'>,
  scope: TenantScope,
  input: { parameters: Record<string, unknown>; timezone: string },
): Promise<SchedulePreview> {
  demand(scope, 'workflow:read');
  const { parameters, timezone } = input;
  const least = await deps.db.withTenant(scope, (tx) =>
    findLimit(tx, scope.tenantId, 'schedule.min-interval-seconds'),
  );
  const issue = [...checkSchedule(parameters, timezone), ...tooFrequent(parameters, least)][0];
  const read = readSchedule(parameters, timezone);
  const times = issue || !read.ok ? [] : nextFires(read.schedule, deps.clock.now(), PREVIEW_COUNT);
  return {
    next: times.map((at) => new Date(at).toISOString()),
    timezone: read.ok ? read.schedule.timezone : timezone,
    problem: issue ? scheduleProblem({ id: '' }, issue) : null,
  };
}
