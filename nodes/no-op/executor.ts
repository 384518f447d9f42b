import type { PagesExecutorFor } from '@/core/node-kit/executor';
import type { definition } from './definition';

export const executor: PagesExecutorFor<typeof definition> = {
  async executePages(input, ctx) {
    let index = 0;
    for await (const page of input.port()) {
      await ctx
        .output('main')
        .push(page.map((item) => ({ ...item, from: [{ port: 'main', index: index++ }] })));
    }
    return { kind: 'done', outputs: {} };
  },
};
