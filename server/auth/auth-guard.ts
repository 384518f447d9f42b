import { UserProblem } from '@/core/errors/app-error';
import type { OriginPolicy } from '../http/origin-policy';
import { rateLimitHeaders } from '../http/rate-limit';
import type { Exchange } from '../http/exchange';
import type { WebDeps } from '../web-deps';

/**
 * What happens before Next sees a request. next-auth builds its addresses from X-Forwarded-Host, so that header is
 * always ours: the origin under which the caller reached us, never what the caller said.
 */
export function createAuthGuard(deps: WebDeps, origins: OriginPolicy): (exchange: Exchange) => void {
  return ({ request, response, path, ip }) => {
    const own = new URL(origins.ownOrigin(request));
    request.headers['x-forwarded-host'] = own.host;
    request.headers['x-forwarded-proto'] = own.protocol.slice(0, -1);
    request.headers['x-forwarded-for'] = ip;
    request.headers['x-real-ip'] = ip;
    if (request.method !== 'POST' || !path.startsWith('/api/auth/callback')) return;
    const verdict = deps.rateLimits.signIn.take(ip);
    for (const [name, value] of Object.entries(rateLimitHeaders(verdict))) response.setHeader(name, value);
    if (!verdict.allowed) {
      throw new UserProblem(
        'rate-limit.exceeded',
        `Too many tries to sign in. Try again in ${verdict.resetSeconds} s.`,
        {
          status: 429,
          details: { retryAfterSeconds: verdict.resetSeconds },
        },
      );
    }
  };
}
