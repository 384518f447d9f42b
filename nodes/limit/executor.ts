import type { PagesExecutorFor, OutputItem } from '@/core/node-kit/executor';
import type { definition } from './definition';

export const executor: PagesExecutorFor<typeof definition> = {
  async executePages(input, ctx) {
    const { count, keep } = input.parameters;
    const all = input.count();
    const [first, end] = keep === 'first' ? [0, Math.min(count, all)] : [Math.max(all - count, 0), all];
    let before = 0;
    for await (const page of input.port()) {
      const at = before;
      before += page.length;
      if (before <= first) continue;
      const numbered = page.map((item, place): OutputItem => ({
        ...item,
        from: [{ port: 'main', index: at + place }],
      }));
      await ctx.output('main').push(numbered.slice(Math.max(first - at, 0), Math.max(end - at, 0)));
      if (before >= end) break;
    }
    return { kind: 'done', outputs: {} };
  },
};
