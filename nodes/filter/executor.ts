import { decideConditions } from '@/core/node-kit/decide-conditions';
import type { ExecutorFor } from '@/core/node-kit/executor';
import type { definition } from './definition';

export const executor: ExecutorFor<typeof definition> = {
  executeItem({ item, parameters }) {
    const { conditions, combine, ignoreCase, looseTypes } = parameters;
    const holds = decideConditions(conditions, { combine, ignoreCase, looseTypes });
    return { ports: { [holds ? 'kept' : 'dropped']: [item] } };
  },
};
