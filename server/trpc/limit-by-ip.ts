import { UserProblem } from '@/core/errors/app-error';
import { toTrpcError } from './errors';
import { t } from './init';

/** Slows down guessing at procedures that take a token instead of a session. */
export function limitByIp(name: string) {
  return t.middleware(({ ctx, next }) => {
    const verdict = ctx.deps.rateLimits.token.take(`${name}:${ctx.ip}`);
    if (!verdict.allowed) {
      throw toTrpcError(
        new UserProblem('rate-limit.exceeded', `Too many tries. Try again in ${verdict.resetSeconds} s.`, {
          status: 429,
          details: { retryAfterSeconds: verdict.resetSeconds },
        }),
      );
    }
    return next();
  });
}
