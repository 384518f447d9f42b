/**
 * `/metrics` for Prometheus: the figures of every living process, this one's at this moment and the others' as of their
 * last heartbeat, and what the database knows. Answers whoever brings the token, or, where none is set, this machine.
 */
import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type pg from 'pg';
import { UserProblem } from '@/core/errors/app-error';
import { readFigures } from '@/infra/processes/presence';
import { renderPrometheus } from '@/infra/metrics/prometheus';
import type { MetricFamily } from '@/infra/metrics/registry';
import type { WebDeps } from '../web-deps';
import type { Handler } from './exchange';

export function createMetricsHandler(deps: WebDeps): Handler {
  return async ({ request, response }) => {
    demandAccess(request, deps.config.metricsToken);
    const [others, instance] = await Promise.all([
      readFigures(deps.db.runner, deps.config.webId),
      readInstanceFigures(deps.db.runner),
    ]);
    const label = (kind: string, id: string) => ({ process: kind, instance: id.slice(-12) });
    const text = renderPrometheus([
      { labels: label('web', deps.config.webId), families: deps.figures() },
      ...others.map(({ kind, id, figures }) => ({ labels: label(kind, id), families: figures })),
      { labels: {}, families: instance },
    ]);
    response.setHeader('content-type', 'text/plain; version=0.0.4; charset=utf-8');
    response.setHeader('cache-control', 'no-store');
    response.end(text);
  };
}

/** Behind a proxy on this machine everybody seems to be near: then only a token tells them apart. */
function demandAccess(request: IncomingMessage, token: string | null): void {
  if (token !== null) {
    const given = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1] ?? '';
    if (timingSafeEqual(digest(given), digest(token))) return;
    throw new UserProblem('metrics.unauthorized', 'Send HEDDLE_METRICS_TOKEN as a bearer token.', {
      status: 401,
    });
  }
  const isForwarded =
    request.headers['x-forwarded-for'] !== undefined || request.headers.forwarded !== undefined;
  if (!isForwarded && isLoopback(request.socket.remoteAddress ?? '')) return;
  throw new UserProblem(
    'metrics.unauthorized',
    'Set HEDDLE_METRICS_TOKEN and send it as a bearer token: without one, figures are for this machine alone.',
    { status: 401 },
  );
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

function isLoopback(address: string): boolean {
  return address === '::1' || /^(::ffff:)?127\./.test(address);
}

/** Counted over all tenants together. */
async function readInstanceFigures(runner: pg.Pool): Promise<MetricFamily[]> {
  const { rows } = await runner.query<{ status: string; runs: number; due: number; lag: number | null }>({
    name: 'instance-figures',
    text: `select status, count(*)::int as runs,
        (count(*) filter (where worker_id is null and due_at <= now()))::int as due,
        extract(epoch from now() - min(due_at) filter (where worker_id is null and due_at <= now()))::float as lag
      from run_live group by status`,
  });
  const single = (name: string, help: string, value: number): MetricFamily => ({
    name,
    help,
    type: 'gauge',
    samples: [{ labels: {}, value }],
  });
  return [
    {
      name: 'heddle_runs_live',
      help: 'Runs that are not finished, by status.',
      type: 'gauge',
      samples: rows.map(({ status, runs }) => ({ labels: { status }, value: runs })),
    },
    single(
      'heddle_queue_depth',
      'Runs that are due and that no worker has.',
      sum(rows.map(({ due }) => due)),
    ),
    single(
      'heddle_due_lag_seconds',
      'How long the oldest of them is due.',
      Math.max(0, ...rows.map(({ lag }) => lag ?? 0)),
    ),
  ];
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
