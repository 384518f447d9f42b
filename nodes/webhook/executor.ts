import type { ExecutorFor } from '@/core/node-kit/executor';
import type { definition } from './definition';

/** Gives the request as the intake recorded it; path, method and authentication were checked there. */
export const executor: ExecutorFor<typeof definition> = {
  execute(input) {
    return { kind: 'done', outputs: { main: [...input.items()] } };
  },
};
