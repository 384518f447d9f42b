import type { ExecutorFor } from '@/core/node-kit/executor';
import { batchesOf } from '@/core/node-kit/loop-fields';
import type { definition } from './definition';

export const executor: ExecutorFor<typeof definition> = {
  execute(input) {
    const { concurrency, onItemError } = input.parameters;
    return { kind: 'iterate', batches: batchesOf(input.items(), input.parameters), concurrency, onItemError };
  },
};
