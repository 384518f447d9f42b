import type { ExecutorFor } from '@/core/node-kit/executor';
import { NodeFailure } from '@/core/node-kit/node-failure';
import type { definition } from './definition';

export const executor: ExecutorFor<typeof definition> = {
  execute() {
    throw NodeFailure.final('html-table.not-ready', 'This node cannot be run yet.');
  },
};
