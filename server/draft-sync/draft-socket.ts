import type { RawData, WebSocket } from 'ws';
import { type TenantScope, demand } from '@/core/access/tenant-scope';
import { type DraftServerFrame, draftClientFrameSchema } from '@/core/contracts/draft-sync';
import { toAppError } from '@/core/errors/app-error';
import { applyDraftUpdate } from '@/services/workflows/apply-draft-update';
import { getDraft } from '@/services/workflows/get-draft';
import type { WebDeps } from '../web-deps';
import { type DraftMember, type DraftRoom, syncFrame } from './draft-room';

export interface DraftSocketInput {
  websocket: WebSocket;
  room: DraftRoom;
  scope: TenantScope;
  /** Who it is now. Throws when the session ended or the membership is gone. */
  findScope: () => Promise<TenantScope>;
  workflowId: string;
}

const CHECK_EVERY_MS = 5000;
/** Updates that wait their turn; an editor that floods is sent away. */
const MAX_WAITING = 200;
/** Close codes of our own, from the range kept for applications. */
const CLOSE = { unauthenticated: 4401, gone: 4404, flooding: 4429 } as const;

/** Serves one editor until it closes. Its updates are applied one after the other, each answered once. */
export function serveDraftSocket(deps: WebDeps, input: DraftSocketInput): void {
  const { websocket, room, workflowId } = input;
  let waiting = 0;
  let turn: Promise<void> = Promise.resolve();
  let isAlive = true;

  const member: DraftMember = {
    scope: input.scope,
    send(frame: DraftServerFrame) {
      if (websocket.readyState === websocket.OPEN) websocket.send(JSON.stringify(frame));
    },
    end: () => websocket.close(CLOSE.gone),
  };

  function inTurn(work: () => Promise<void>): void {
    waiting += 1;
    if (waiting > MAX_WAITING) {
      websocket.close(CLOSE.flooding);
      return;
    }
    turn = turn
      .then(work)
      .catch((thrown: unknown) => endBecause(deps, websocket, thrown))
      .finally(() => {
        waiting -= 1;
      });
  }

  const check = setInterval(() => {
    if (!isAlive) {
      websocket.terminate();
      return;
    }
    isAlive = false;
    websocket.ping();
    input.findScope().catch((thrown: unknown) => endBecause(deps, websocket, thrown));
  }, CHECK_EVERY_MS);

  websocket.on('pong', () => {
    isAlive = true;
  });
  websocket.on('message', (data) => {
    isAlive = true;
    inTurn(() => answerFrame(deps, { ...input, member, data }));
  });
  websocket.on('error', () => websocket.terminate());
  websocket.on('close', () => {
    clearInterval(check);
    room.leave(member);
  });
  inTurn(async () => {
    // Unknown or foreign: closed before anything is sent.
    await getDraft(deps, input.scope, { id: workflowId });
    await room.join(member);
    if (websocket.readyState !== websocket.OPEN) room.leave(member);
  });
}

async function answerFrame(
  deps: WebDeps,
  input: DraftSocketInput & { member: DraftMember; data: RawData },
): Promise<void> {
  const { member, workflowId } = input;
  const frame = parseFrame(input.data);
  if (!frame) {
    member.send({
      t: 'refused',
      n: 0,
      code: 'draft.bad-frame',
      message: 'This message is not one of the draft protocol.',
    });
    await resync(deps, input);
    return;
  }
  const scope = await input.findScope();
  try {
    // Whoever was let in for reading holds a document of its own making: its changes would not fit, whatever the role is now.
    demand(input.scope, 'workflow:write');
    demand(scope, 'workflow:write');
    const update = new Uint8Array(Buffer.from(frame.update, 'base64'));
    const outcome = await applyDraftUpdate(deps, scope, { workflowId, update });
    if (!outcome.ok) {
      member.send({ t: 'refused', n: frame.n, code: outcome.code, message: outcome.message });
      await resync(deps, input);
      return;
    }
    member.send({ t: 'ack', n: frame.n, revision: outcome.revision });
    if (outcome.notices.length > 0) member.send({ t: 'notice', notices: [...outcome.notices] });
  } catch (thrown) {
    const error = toAppError(thrown);
    const isBug = error.family === 'bug';
    if (error.family !== 'user-problem')
      deps.log.error({ err: error.cause ?? error, workflowId }, error.message);
    const message = isBug ? 'Something went wrong on our side.' : error.message;
    member.send({ t: 'refused', n: frame.n, code: isBug ? 'internal' : error.code, message });
    await resync(deps, input);
  }
}

/** After a refusal the editor takes what is stored. */
async function resync(
  deps: WebDeps,
  { member, scope, workflowId }: DraftSocketInput & { member: DraftMember },
): Promise<void> {
  const draft = await getDraft(deps, scope, { id: workflowId });
  member.send(syncFrame(deps, scope, draft));
}

function parseFrame(data: RawData) {
  try {
    const text = Array.isArray(data)
      ? Buffer.concat(data).toString()
      : Buffer.from(data as Buffer).toString();
    const parsed = draftClientFrameSchema.safeParse(JSON.parse(text));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}

function endBecause(deps: WebDeps, websocket: WebSocket, thrown: unknown): void {
  const error = toAppError(thrown);
  if (error.family !== 'user-problem') deps.log.error({ err: error.cause ?? error }, error.message);
  websocket.close(error.code === 'access.unauthenticated' ? CLOSE.unauthenticated : CLOSE.gone, error.code);
}
