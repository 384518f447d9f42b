/**
 * The address at which somebody outside ends a run's wait: `/hooks-resume/{tenant}/{run}/{step}/{token}`. It ends the
 * wait behind the step that made it, once: called again, it does nothing to the waits that follow. The token is an HMAC
 * that only the run's tenant can make; a wrong one, an unknown run and an unknown tenant are answered alike. Looking at
 * the address decides nothing: what reads links must not end waits. A person who opens it gets a page with a button.
 */
import { createHmac, timingSafeEqual } from 'node:crypto';
import { rowIdSchema } from '@/core/contracts/identifiers';
import { readResumeStep, resumeTokenInput } from '@/core/contracts/resume-address';
import { isInReach, waitBehind } from '@/core/engine/resume-target';
import { WEBHOOK_SIGNAL } from '@/core/engine/signals';
import type { Plan } from '@/core/engine/types';
import { UserProblem } from '@/core/errors/app-error';
import type { FileRef, Json } from '@/core/items/item';
import { runBlobPrefix } from '@/infra/blobs/port-data';
import { endWait, findWaitingRun, listOpenWaits, type WaitingRun } from '@/infra/db/run-store/end-wait';
import { planOf } from '@/services/runs/run-projection';
import { findRun } from '@/infra/db/run-store/read-runs';
import type { Exchange, Handler } from '../http/exchange';
import type { WebDeps } from '../web-deps';
import { prepareHookResponse, sendAccepted } from './hook-answer';
import { readHookBody, type HookBody } from './read-hook-body';
import { sendResumePage, wantsPage, type ResumePage } from './resume-page';

export const RESUME_PREFIX = '/hooks-resume/';
const DEFAULT_METHODS: readonly string[] = ['POST', 'PUT'];
const TOKEN = /^[0-9a-f]{64}$/;

interface Target extends WaitingRun {
  runId: string;
  /** Key of the step that made the address. */
  step: string;
}

export function createResumeHandler(deps: WebDeps): Handler {
  return async (exchange) => {
    const { request, response } = exchange;
    prepareHookResponse(response);
    const method = request.method ?? 'GET';
    const isPage = wantsPage(request);
    if (method === 'GET' && isPage) return sendResumePage(response, await pageOf(deps, exchange.path));
    if (['GET', 'HEAD', 'OPTIONS'].includes(method)) throw wrongMethod(exchange, DEFAULT_METHODS);
    const target = await findTarget(deps, exchange.path);
    if (target.run === null) {
      if (isPage) return sendResumePage(response, 'over');
      throw over();
    }
    const { nodeId, methods } = await findWait(deps, target);
    if (!methods.includes(method)) throw wrongMethod(exchange, methods);
    const wait = { tenantId: target.tenantId, runId: target.runId, signal: WEBHOOK_SIGNAL };
    const stepKey = await findOpenWait(deps, target, nodeId);
    const isLate = () => {
      if (!isPage) throw notWaiting(exchange);
      sendResumePage(response, 'not-waiting');
    };
    if (stepKey === undefined) return isLate();
    const limits = await deps.db.limits.of(target.tenantId);
    const body = await readHookBody(request, limits['webhook.body-bytes']);
    const resolution = JSON.stringify(await payloadOf(deps, { ...target, run: target.run }, body));
    if (resolution.length > limits['data.inline-characters']) throw tooLarge();
    const ended = await endWait(deps.db.runner, {
      ...wait,
      stepKey,
      resolution,
      by: 'webhook',
    });
    if (!ended) return isLate();
    deps.hints.wake();
    if (isPage) sendResumePage(response, 'done');
    else sendAccepted(response, target.runId);
  };
}

/** What a person is shown who looks at the address. A wrong one is answered as always. */
async function pageOf(deps: WebDeps, path: string): Promise<ResumePage> {
  const target = await findTarget(deps, path);
  if (target.run === null) return 'over';
  const { nodeId, methods } = await findWait(deps, target);
  if ((await findOpenWait(deps, target, nodeId)) === undefined) return 'not-waiting';
  return methods.includes('POST') ? 'ask' : 'programs-only';
}

/** The node that waits behind the address, and how it wants to be called. */
async function findWait(
  deps: WebDeps,
  target: Target,
): Promise<{ nodeId: string; methods: readonly string[] }> {
  const plan = await findPlan(deps, target);
  const nodeId = waitBehind(plan, target.step);
  if (nodeId === null) throw unknown();
  return { nodeId, methods: methodsOf(plan, nodeId) };
}

/** The step that waits now; undefined when none does. */
async function findOpenWait(deps: WebDeps, target: Target, nodeId: string): Promise<string | undefined> {
  const { tenantId, runId, step } = target;
  const open = await listOpenWaits(deps.db.runner, { tenantId, runId, signal: WEBHOOK_SIGNAL, nodeId });
  return open.find((key) => isInReach(step, key));
}

async function findTarget(deps: WebDeps, path: string): Promise<Target> {
  const [tenantSlug = '', runId = '', made = '', token = '', ...rest] = path
    .slice(RESUME_PREFIX.length)
    .split('/');
  const step = readResumeStep(made);
  if (rest.length > 0 || step === undefined || !rowIdSchema.safeParse(runId).success || !TOKEN.test(token))
    throw unknown();
  const found = await findWaitingRun(deps.db.runner, { tenantSlug, runId });
  // An unknown tenant costs the same: an HMAC is made either way.
  const secret = found?.secret ?? Buffer.alloc(32);
  const wanted = createHmac('sha256', secret).update(resumeTokenInput(runId, step)).digest();
  const isRight = timingSafeEqual(wanted, Buffer.from(token, 'hex'));
  if (!found || !isRight) throw unknown();
  return { ...found, runId, step };
}

async function findPlan(deps: WebDeps, { tenantId, runId }: Target): Promise<Plan> {
  const run = await findRun(deps.db.app, tenantId, runId);
  if (!run) throw over();
  return (await planOf(deps, tenantId, run.graphHash)).plan;
}

/** What the waiting node takes. */
function methodsOf(plan: Plan, nodeId: string): readonly string[] {
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
    'The run does not wait for this call. If it has not come that far yet, call again in a while; if the call was made before, it is done.',
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
