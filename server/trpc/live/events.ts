import { tracked } from '@trpc/server';
import { z } from 'zod';
import { type LiveEvent, liveTopicSchema } from '@/core/contracts/live-event';
import type { TrpcContext } from '../context';
import { tenantInput, tenantProcedure } from '../procedures';

/**
 * Everything a tab wants to hear, on one stream, what came together in one message. Durable events carry an id that says what was seen of each run; a tab
 * that connects again sends the last one and is told what it missed.
 */
export const events = tenantProcedure('run:read')
  .input(
    tenantInput({
      topics: z.array(liveTopicSchema).min(1).max(100),
      lastEventId: z.string().max(8000).nullish(),
    }),
  )
  .subscription(async function* ({ ctx, input, signal }) {
    const stream = ctx.deps.live.open({
      scope: ctx.scope,
      topics: input.topics,
      lastEventId: input.lastEventId ?? null,
      signal: signal ?? new AbortController().signal,
      isStillAllowed: () => isStillMember(ctx, ctx.scope.tenantId),
    });
    for await (const { id, events: news } of stream) yield tracked<readonly LiveEvent[]>(id, news);
  });

async function isStillMember(ctx: TrpcContext, tenantId: string): Promise<boolean> {
  const session = await ctx.findSession();
  return session?.memberships.some((membership) => membership.tenantId === tenantId) ?? false;
}
