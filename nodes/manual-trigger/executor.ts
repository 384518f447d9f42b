import type { ExecutorFor } from '@/core/node-kit/executor';
import type { definition } from './definition';

/** Gives what the run was started with, or one empty item so that the nodes behind it have something to run on. */
export const executor: ExecutorFor<typeof definition> = {
  execute(input) {
    const items = input.items();
    return { kind: 'done', outputs: { main: items.length === 0 ? [{ json: {} }] : [...items] } };
  },
};
