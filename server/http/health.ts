import type { WebDeps } from '../web-deps';
import type { Handler } from './exchange';

/** How long a readiness check may wait for the database. */
const LIMIT_MS = 2000;

/** `/healthz`: the process answers. `/readyz`: it may be sent requests (the database answers, no drain under way). */
export function createHealthHandler(deps: WebDeps, state: { draining: boolean }): Handler {
  return async ({ path, response }) => {
    const ready = path === '/healthz' || (!state.draining && (await databaseAnswers(deps)));
    const status = ready ? 'ok' : state.draining ? 'draining' : 'database-unreachable';
    response.statusCode = ready ? 200 : 503;
    response.setHeader('content-type', 'application/json');
    response.setHeader('cache-control', 'no-store');
    response.end(JSON.stringify({ status }));
  };
}

async function databaseAnswers(deps: WebDeps): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), LIMIT_MS);
  });
  const answer = deps.db.app.query('select 1').then(
    () => true,
    () => false,
  );
  return Promise.race([answer, limit]).finally(() => clearTimeout(timer));
}
