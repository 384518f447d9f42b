import type { ExecutorFor } from '@/core/node-kit/executor';
import { NodeFailure } from '@/core/node-kit/node-failure';
import type { definition } from './definition';

export const executor: ExecutorFor<typeof definition> = {
  execute(input) {
    const { message, code } = input.parameters;
    throw NodeFailure.final(code, message, { details: { items: input.items().length } });
  },
};
