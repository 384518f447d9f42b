import type { ExecutorFor } from '@/core/node-kit/executor';
import type { definition } from './definition';

/** Gives what the caller gave; it was checked before the run began. */
export const executor: ExecutorFor<typeof definition> = {
  execute(input) {
    return { kind: 'done', outputs: { main: [...input.items()] } };
  },
};
