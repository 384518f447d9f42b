import type { ExecutorFor } from '@/core/node-kit/executor';
import { NodeFailure } from '@/core/node-kit/node-failure';
import type { definition } from './definition';

export const executor: ExecutorFor<typeof definition> = {
  executeItem() {
    throw NodeFailure.final('sample-data.not-ready', 'This node cannot be run yet.');
  },
};
