import type { ExecutorFor } from '@/core/node-kit/executor';
import { batchesOf } from '@/core/node-kit/loop-fields';
import type { definition } from './definition';

export const executor: ExecutorFor<typeof definition> = {
  execute(input) {
    const { onItemError } = input.parameters;
    const batches = batchesOf(input.items(), input.parameters);
    return { kind: 'iterate', batches, concurrency: 1, onItemError };
  },
};
