import type { ExecutorFor } from '@/core/node-kit/executor';
import { codeScopeOf } from './code-scope';
import type { definition } from './definition';

const LEVELS = { log: 'info', warn: 'warn', error: 'error' } as const;

/** Hands the source to the sandbox: users' code never runs in this process. */
export const executor: ExecutorFor<typeof definition> = {
  async execute(input, ctx) {
    const { source, mode, timeoutMs } = input.parameters;
    const items = input.items();
    const { scope } = input;
    const pause = () => ctx.sleep(0);
    const around = scope && (await codeScopeOf(source, { count: items.length, scope, pause }));
    const result = await ctx.sandbox.runJavaScript({
      source,
      mode,
      items,
      ...(around ? { scope: around } : {}),
      timeoutMs,
      now: ctx.now,
      seed: String(ctx.random()),
    });
    for (const line of result.console) ctx.log(LEVELS[line.level], line.text);
    return { kind: 'done', outputs: { main: result.items } };
  },
};
