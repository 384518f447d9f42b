import type { ExecutorFor } from '@/core/node-kit/executor';
import { scheduleItem } from '@/core/schedule/schedule-item';
import type { definition } from './definition';

/** Gives the tick that the run was started for; started by hand, the moment stands in for it. */
export const executor: ExecutorFor<typeof definition> = {
  execute(input, ctx) {
    const given = input.items();
    const isTick = given.some(({ json }) => Object.keys(json).length > 0);
    const now = {
      scheduledForMs: ctx.now,
      firedAtMs: ctx.now,
      timezone: input.parameters.timezone?.trim() || 'UTC',
      words: input.parameters.words,
    };
    return { kind: 'done', outputs: { main: isTick ? [...given] : [{ json: scheduleItem(now) }] } };
  },
};
