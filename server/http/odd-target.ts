import { UserProblem } from '@/core/errors/app-error';
import type { Exchange } from './exchange';

const METHODS = 'GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS';

/**
 * Requests whose target is no path. `OPTIONS *` asks what the server as a whole can do (RFC 9110 §9.3.7); whole
 * addresses are for proxies, which this is not.
 */
export function answerOddTarget({ request, response, path }: Exchange): void {
  if (path === '*' && request.method === 'OPTIONS') {
    response.statusCode = 204;
    response.setHeader('allow', METHODS);
    response.end();
    return;
  }
  throw new UserProblem('request.bad-address', 'Ask for a path that begins with a slash.');
}
