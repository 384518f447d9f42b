import { z } from 'zod';
import { schedulePreviewSchema } from '@/core/contracts/schedule-view';
import { previewSchedule } from '@/services/schedules/preview-schedule';
import { tenantInput, tenantProcedure, withoutTenant } from '../procedures';

/** The next times of a schedule while it is being edited. */
export const preview = tenantProcedure('workflow:read')
  .input(
    tenantInput({
      parameters: z.record(z.string().max(100), z.unknown()),
      timezone: z.string().max(100),
    }),
  )
  .output(schedulePreviewSchema)
  .query(({ ctx, input }) => previewSchedule(ctx.deps, ctx.scope, withoutTenant(input)));
