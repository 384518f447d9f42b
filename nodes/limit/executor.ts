import type { ExecutorFor } from '@/core/node-kit/executor';
import type { definition } from './definition';

export const executor: ExecutorFor<typeof definition> = {
  execute(input) {
    const { count, keep } = input.parameters;
    const numbered = input.items().map((item, index) => ({ ...item, from: [{ port: 'main', index }] }));
    const start = Math.max(numbered.length - count, 0);
    return {
      kind: 'done',
      outputs: { main: keep === 'first' ? numbered.slice(0, count) : numbered.slice(start) },
    };
  },
};
