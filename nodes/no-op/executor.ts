import type { ExecutorFor } from '@/core/node-kit/executor';
import type { definition } from './definition';

export const executor: ExecutorFor<typeof definition> = {
  execute(input) {
    const items = input.items();
    return {
      kind: 'done',
      outputs: { main: items.map((item, index) => ({ ...item, from: [{ port: 'main', index }] })) },
    };
  },
};
