import type { ExecutorFor } from '@/core/node-kit/executor';
import type { definition } from './definition';

/** Gives the report of the run that failed. */
export const executor: ExecutorFor<typeof definition> = {
  execute(input) {
    return { kind: 'done', outputs: { main: [...input.items()] } };
  },
};
