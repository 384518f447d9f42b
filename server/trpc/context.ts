import type { WebDeps } from '../web-deps';
import type { LiveSession } from '../auth/sessions';

/** What every procedure is handed. Made once for each HTTP request, so a batch shares it. */
export interface TrpcContext {
  deps: WebDeps;
  /** The signed-in person, or null. API keys are not accepted here: they are for REST. */
  session: LiveSession | null;
  /** Looks again, for streams that outlive a revocation. */
  findSession(): Promise<LiveSession | null>;
  requestId: string;
  /** Address of the caller, after trusted proxies. */
  ip: string;
}
