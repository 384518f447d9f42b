/**
 * The address at which somebody outside ends a run's wait: `/hooks-resume/{tenant}/{run}/{token}`. The token is an HMAC
 * that only the run's tenant can make; a wrong one, an unknown run and an unknown tenant are answered alike. Looking at
 * the address decides nothing: what reads links must not end waits.
 */
import { createHmac, timingSafeEqual } from 'node:crypto';
import { rowIdSchema } from '@/core/contracts/identifiers';
import { resumeTokenInput } from '@/core/contracts/resume-address';
import { WEBHOOK_SIGNAL } from '@/core/engine/signals';
import { UserProblem } from '@/core/errors/app-error';
import type { FileRef, Json } from '@/core/items/item';
import { INLINE_LIMIT, runBlobPrefix } from '@/infra/blobs/port-data';
import { endWait, findOpenWait, findWaitingRun, type WaitingRun } from '@/infra/db/run-store/end-wait';
import { planOf } from '@/services/runs/run-projection';
import { findRun } from '@/infra/db/run-store/read-runs';
import type { Exchange, Handler } from '../http/exchange';
import type { WebDeps } from '../web-deps';
import { prepareHookResponse, sendAccepted } from './hook-answer';
import { readHookBody, type HookBody } from './read-hook-body';

export const RESUME_PREFIX = '/hooks-resume/';
const DEFAULT_METHODS: readonly string[] = ['POST', 'PUT'];
const TOKEN = /^[0-9a-f]{64}$/;

interface Target extends WaitingRun {
  runId: string;
}

export function createResumeHandler(deps: WebDeps): Handler {
  return async (exchange) => {
    const { request, response } = exchange;
    prepareHookResponse(response);
    const method = request.method ?? 'GET';
    if (['GET', 'HEAD', 'OPTIONS'].includes(method)) throw wrongMethod(exchange, DEFAULT_METHODS);
    const target = await findTarget(deps, exchange.path);
    if (target.run === null) throw over();
    const wait = { tenantId: target.tenantId, runId: target.runId, signal: WEBHOOK_SIGNAL };
    const open = await findOpenWait(deps.db.runner, wait);
    if (!open) throw notWaiting(exchange);
    const methods = await methodsOf(deps, target, open.stepKey);
    if (!methods.includes(method)) throw wrongMethod(exchange, methods);
    const body = await readHookBody(request);
    const resolution = JSON.stringify(await payloadOf(deps, { ...target, run: target.run }, body));
    if (resolution.length > INLINE_LIMIT) throw tooLarge();
    const ended = await endWait(deps.db.runner, {
      ...wait,
      stepKey: open.stepKey,
      resolution,
      by: 'webhook',
    });
    if (!ended) throw notWaiting(exchange);
    deps.hints.wake();
    sendAccepted(response, target.runId);
  };
}

async function findTarget(deps: WebDeps, path: string): Promise<Target> {
  const [tenantSlug = '', runId = '', token = '', ...rest] = path.slice(RESUME_PREFIX.length).split('/');
  if (rest.length > 0 || !rowIdSchema.safeParse(runId).success || !TOKEN.test(token)) throw unknown();
  const found = await findWaitingRun(deps.db.runner, { tenantSlug, runId });
  // An unknown tenant costs the same: an HMAC is made either way.
  const secret = found?.secret ?? Buffer.alloc(32);
  const wanted = createHmac('sha256', secret).update(resumeTokenInput(runId)).digest();
  const isRight = timingSafeEqual(wanted, Buffer.from(token, 'hex'));
  if (!found || !isRight) throw unknown();
  return { ...found, runId };
}

/** What the waiting node takes. */
async function methodsOf(
  deps: WebDeps,
  { tenantId, runId }: Target,
  stepKey: string,
): Promise<readonly string[]> {
  const run = await findRun(deps.db.app, tenantId, runId);
  if (!run) throw over();
  const { plan } = await planOf(deps, tenantId, run.graphHash);
  const [nodeId = ''] = stepKey.split('@');
  const methods = plan.nodes.get(nodeId)?.parameters['methods'];
  return Array.isArray(methods) && methods.length > 0 ? methods.map(String) : DEFAULT_METHODS;
}

async function payloadOf(
  deps: WebDeps,
  { tenantId, runId, run }: Target & { run: NonNullable<WaitingRun['run']> },
  { body, file }: HookBody,
): Promise<{ body: Json; file?: FileRef }> {
  if (!file) return { body };
  const { retentionClass, createdAt } = run;
  const prefix = runBlobPrefix({ retentionClass, createdAtMs: createdAt.getTime(), tenantId, runId });
  const blobKey = `${prefix}/${deps.ids.uuid7()}`;
  await deps.blobs.put(blobKey, file.bytes);
  const { name, mediaType, bytes } = file;
  return { body, file: { blobKey, name, mediaType, size: bytes.length } };
}

function unknown(): UserProblem {
  return new UserProblem('resume.not-found', 'Nothing waits at this address. Check that it is whole.', {
    status: 404,
  });
}

function over(): UserProblem {
  return new UserProblem('resume.over', 'This run has ended: there is nothing to go on with any more.', {
    status: 410,
  });
}

function notWaiting({ response }: Exchange): UserProblem {
  response.setHeader('retry-after', '1');
  return UserProblem.conflict(
    'resume.not-waiting',
    'The run does not wait for a call at this moment. If it has not come that far yet, call again in a while.',
  );
}

function wrongMethod({ response }: Exchange, methods: readonly string[]): UserProblem {
  response.setHeader('allow', methods.join(', '));
  return new UserProblem('resume.method-not-allowed', `This address takes ${methods.join(', ')}.`, {
    status: 405,
  });
}

function tooLarge(): UserProblem {
  return new UserProblem(
    'resume.too-large',
    'This is too much for a call that ends a wait. Send an address of the data instead.',
    { status: 413 },
  );
}
