/**
 * Decides whether a request that carries a person's cookie comes from our own pages. With a public address, that is
 * the one origin; without (a loopback server), any loopback name with the port the request came to.
 */
import type { IncomingMessage } from 'node:http';
import { UserProblem } from '@/core/errors/app-error';
import type { WebConfig } from '../web-deps';

export interface OriginPolicy {
  /** Throws 403 unless the request comes from our own pages or from no browser at all. */
  demandOwnOrigin(request: IncomingMessage): void;
  /** The origin under which the caller reaches us. */
  ownOrigin(request: IncomingMessage): string;
}

type OriginConfig = Pick<WebConfig, 'publicUrl' | 'hasPublicUrl'>;

const LOOPBACK_HOST = /^(localhost|127(\.\d{1,3}){3}|\[::1\])(:\d{1,5})?$/i;

export function createOriginPolicy(config: OriginConfig): OriginPolicy {
  const publicOrigin = new URL(config.publicUrl).origin;

  function ownOrigin(request: IncomingMessage): string {
    if (config.hasPublicUrl) return publicOrigin;
    const host = request.headers.host ?? '';
    return LOOPBACK_HOST.test(host) ? `http://${host.toLowerCase()}` : publicOrigin;
  }

  return {
    ownOrigin,
    demandOwnOrigin(request) {
      const origin = request.headers.origin;
      if (origin !== undefined) {
        if (origin.toLowerCase() === ownOrigin(request)) return;
        throw foreign(ownOrigin(request));
      }
      const site = request.headers['sec-fetch-site'];
      if (site !== undefined && site !== 'same-origin') throw foreign(ownOrigin(request));
    },
  };
}

function foreign(own: string): UserProblem {
  return new UserProblem(
    'request.foreign-origin',
    `This request came from another site. Open Heddle at ${own} and try again.`,
    {
      status: 403,
    },
  );
}
