import type { PagesExecutorFor } from '@/core/node-kit/executor';
import { handOut } from '@/core/node-kit/loop-fields';
import type { definition } from './definition';

export const executor: PagesExecutorFor<typeof definition> = {
  executePages(input) {
    const { concurrency, onItemError } = input.parameters;
    return { kind: 'iterate', ...handOut(input, input.parameters), concurrency, onItemError };
  },
};
