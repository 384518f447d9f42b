/**
 * Webhook intake, the hottest path of the product: look the route up in memory, read the body, accept the run in the
 * group commit, answer. A 2xx is sent only after the commit.
 */
import { createHash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { CALL_DEPTH_HEADER, readCallDepth } from '@/core/contracts/call-depth';
import type { Limits } from '@/core/limits/limits';
import { OperationalFailure, UserProblem } from '@/core/errors/app-error';
import type { RunReply } from '@/infra/bus/replies';
import { buildNewRun } from '@/services/runs/new-run';
import type { Exchange, Handler } from '../http/exchange';
import { idempotencyKeyOf } from '../http/idempotency-key';
import type { RateLimiter } from '../http/rate-limit';
import type { WebDeps } from '../web-deps';
import { refuseBots } from './bots';
import { buildItem } from './build-item';
import { demandAddress } from './caller-addresses';
import { prepareHookResponse, sendAccepted, sendAnswer, sendRunProblem } from './hook-answer';
import { type HookBody, readHookBody } from './read-hook-body';
import { gatheringOf, repeatOf } from './event-key';
import { sendOutput, sendStarted } from './route-answer';
import { createRouteRates, demandRate } from './route-rate';
import { isCallerAllowed } from './webhook-auth';
import type { RouteConfig, RouteMatch, WebhookRoute } from './webhook-route';

/** Longer runs are answered with 202 and go on. */
export const ANSWER_LIMIT_MS = 60_000;
const DEDUP_LIFE_MS = 24 * 3_600_000;
/** Requests waiting at once; more are told to come back, so that a flood cannot take all memory. */
const MAX_WAITING = 4000;
const NO_FLAGS: readonly string[] = [];
const SANITISED: readonly string[] = ['input.sanitised'];

type Found = Extract<RouteMatch, { kind: 'found' }>;

export function createHooksHandler(deps: WebDeps): Handler {
  let waiting = 0;
  const rates = createRouteRates(() => deps.clock.now());
  return async (exchange) => {
    if (waiting >= MAX_WAITING) {
      exchange.response.setHeader('retry-after', '1');
      throw new OperationalFailure(
        'webhook.busy',
        'Too many requests wait for an answer. Try again in a moment.',
      );
    }
    waiting += 1;
    try {
      await handleHook(deps, exchange, rates);
    } finally {
      waiting -= 1;
    }
  };
}

async function handleHook(deps: WebDeps, exchange: Exchange, rates: RateLimiter): Promise<void> {
  const { request, response } = exchange;
  prepareHookResponse(response);
  const found = await findRoute(deps, exchange);
  demandAddress(found.route.config, exchange.ip);
  refuseBots(found.route.config, request.headers['user-agent']);
  if (!isCallerAllowed(request, found.route.config)) {
    throw new UserProblem(
      'webhook.unauthorised',
      'This webhook wants a secret. Send it as its owner told you.',
      {
        status: 401,
      },
    );
  }
  demandRate(rates, found.route, response);
  const limits = await deps.db.limits.of(found.route.tenantId);
  const depth = readCallDepth(headerOf(request, CALL_DEPTH_HEADER));
  if (depth > limits['webhook.depth']) {
    throw new UserProblem(
      'webhook.too-deep',
      `Workflows called one another's webhooks more than ${limits['webhook.depth']} times in a row. Look for a circle.`,
      { status: 508 },
    );
  }
  const body = await readHookBody(request, limits['webhook.body-bytes'], found.route.config?.body);
  await acceptRun(deps, exchange, { found, body, depth, limits });
}

function headerOf(request: IncomingMessage, name: string): string | undefined {
  const value = request.headers[name];
  return Array.isArray(value) ? value[0] : value;
}

async function findRoute(deps: WebDeps, { request, response, path }: Exchange): Promise<Found> {
  const isTest = path.startsWith('/hooks-test/');
  const rest = path.slice(isTest ? '/hooks-test/'.length : '/hooks/'.length);
  const slash = rest.indexOf('/');
  const slug = slash < 0 ? rest : rest.slice(0, slash);
  const hookPath = decodePath(slash < 0 ? '' : rest.slice(slash + 1));
  const method = request.method ?? 'GET';
  const match = isTest
    ? await deps.routes.findListener(slug, hookPath, method)
    : await deps.routes.find(slug, hookPath, method);
  if (match.kind === 'found') return match;
  if (match.kind === 'wrong-method') {
    response.setHeader('allow', match.allow.join(', '));
    throw new UserProblem('webhook.method-not-allowed', `This webhook takes ${match.allow.join(', ')}.`, {
      status: 405,
    });
  }
  const hint = isTest
    ? 'Press "Listen for a test event" in the editor first.'
    : 'Check the address, and that the workflow is published.';
  throw new UserProblem('webhook.not-found', `No webhook listens here. ${hint}`, { status: 404 });
}

/** Decoded after it was parted: `a%2Fb` is one segment. */
function decodePath(path: string): string[] {
  const segments = (path.endsWith('/') ? path.slice(0, -1) : path).split('/');
  if (!path.includes('%')) return segments;
  try {
    return segments.map(decodeURIComponent);
  } catch {
    throw new UserProblem('request.bad-path', 'The address has a broken % escape.');
  }
}

async function acceptRun(
  deps: WebDeps,
  exchange: Exchange,
  { found, body, depth, limits }: { found: Found; body: HookBody; depth: number; limits: Limits },
): Promise<void> {
  const { route } = found;
  const respond = route.config?.respond ?? 'immediately';
  const id = deps.ids.uuid7();
  const { item, changed } = await buildItem(deps, { request: exchange.request, found, body, runId: id });
  const run = await buildNewRun(deps, {
    id,
    tenantId: route.tenantId,
    projectId: route.projectId,
    workflowId: route.workflowId,
    version: route.version,
    graphHash: route.graphHash,
    retentionClass: route.retentionClass,
    trigger: { nodeId: route.nodeId, outputPort: 'main', kind: 'webhook' },
    items: [item],
    replyTo: respond === 'immediately' ? null : deps.replies.webId,
    flags: changed ? SANITISED : NO_FLAGS,
    startedBy: route.version === null ? 'webhook-test' : 'webhook',
    dedup: repeatOf(route, item.json) ?? dedupOf(exchange.request, route, body),
    priority: respond === 'immediately' && route.version !== null ? 0 : 1,
    depth,
    limits,
  });
  const gathering = gatheringOf(route, item.json);
  if (gathering) {
    const { runId, isConflict } = await deps.intake.gather(run, gathering);
    if (isConflict) throw conflict(runId);
    sendStarted(exchange.response, runId, route.config);
    return;
  }
  if (respond === 'immediately') {
    const outcome = await deps.intake.start(run);
    if (outcome.kind === 'conflict') throw conflict(outcome.runId);
    sendStarted(exchange.response, outcome.runId, route.config);
    return;
  }
  const until = respond === 'with-node' ? 'answer' : 'end';
  const reply = await startAndWait(deps, exchange, { run, until, tenantId: route.tenantId });
  if (reply !== 'gone') await sendReply(deps, exchange, { ...reply, config: route.config });
}

interface Waited {
  runId: string;
  reply: RunReply | null;
}

async function startAndWait(
  deps: WebDeps,
  { response }: Exchange,
  input: { run: Parameters<WebDeps['intake']['start']>[0]; until: 'answer' | 'end'; tenantId: string },
): Promise<Waited | 'gone'> {
  const { tenantId, until } = input;
  let expected = deps.replies.expect({ tenantId, runId: input.run.id, timeoutMs: ANSWER_LIMIT_MS, until });
  const stop = () => expected.cancel();
  response.on('close', stop);
  try {
    const outcome = await deps.intake.start(input.run);
    if (outcome.kind === 'conflict') throw conflict(outcome.runId);
    if (outcome.runId !== input.run.id) {
      expected.cancel();
      expected = deps.replies.expect({ tenantId, runId: outcome.runId, timeoutMs: ANSWER_LIMIT_MS, until });
    }
    const reply = await expected.promise;
    return response.destroyed ? 'gone' : { runId: outcome.runId, reply };
  } catch (error) {
    expected.cancel();
    throw error;
  } finally {
    response.off('close', stop);
  }
}

async function sendReply(
  deps: WebDeps,
  { response, requestId }: Exchange,
  { runId, reply, config }: Waited & { config: RouteConfig | null },
): Promise<void> {
  if (reply === null) return sendAccepted(response, runId);
  const isNode = config?.respond === 'with-node';
  if (isNode && reply.answer) return sendAnswer(response, reply.answer);
  if (isNode || config === null || reply.status !== 'succeeded')
    return sendRunProblem(response, reply, requestId);
  await sendOutput(deps.blobs, response, { output: reply.output, config });
}

/** The same key with the same request gives the first run again; with another request it is a conflict. */
function dedupOf(request: IncomingMessage, route: WebhookRoute, body: HookBody) {
  const key = idempotencyKeyOf(request);
  if (key === undefined) return null;
  const hash = createHash('sha256')
    .update(`${request.method}\n${request.url}\n`)
    .update(body.raw)
    .digest('hex');
  return { source: `webhook:${route.workflowId}:${route.nodeId}`, key, bodyHash: hash, ttlMs: DEDUP_LIFE_MS };
}

function conflict(runId: string): UserProblem {
  return UserProblem.conflict(
    'idempotency-key.reused',
    'This Idempotency-Key was used with another request. Use a new key for a new request.',
    { runId },
  );
}
