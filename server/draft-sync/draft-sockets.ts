/**
 * Live editing: `/ws/draft?tenant=<slug>&workflow=<id>`. A socket belongs to a session: who it is and what the role
 * allows is asked again for each update, so a revoked session or a lowered role ends it at once.
 */
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import { z } from 'zod';
import { type TenantScope, demand } from '@/core/access/tenant-scope';
import { MAX_DRAFT_UPDATE_BYTES } from '@/core/contracts/draft-sync';
import { rowIdSchema, tenantSlugSchema } from '@/core/contracts/identifiers';
import { UserProblem, toAppError } from '@/core/errors/app-error';
import { resolveTenantScope } from '../auth/tenant-scope';
import type { OriginPolicy } from '../http/origin-policy';
import { problemDocument, statusOf } from '../http/problem';
import { requestIdOf } from '../http/request-facts';
import { parseDraftChanged } from '../live/parse-draft-changed';
import type { WebDeps } from '../web-deps';
import { type DraftRoom, createDraftRoom } from './draft-room';
import { serveDraftSocket } from './draft-socket';

export interface DraftSockets {
  accept(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  /** Tells every editor to come back and closes. */
  close(): void;
}

const querySchema = z.strictObject({ tenant: tenantSlugSchema, workflow: rowIdSchema });
const MAX_FRAME_BYTES = Math.ceil(MAX_DRAFT_UPDATE_BYTES / 3) * 4 + 1024;
const GOING_AWAY = 1001;

export async function createDraftSockets(deps: WebDeps, origins: OriginPolicy): Promise<DraftSockets> {
  const server = new WebSocketServer({
    noServer: true,
    maxPayload: MAX_FRAME_BYTES,
    perMessageDeflate: false,
  });
  const rooms = new Map<string, DraftRoom>();
  await deps.bus.subscribe('heddle_draft', (payload) => {
    const change = parseDraftChanged(payload);
    if (change) rooms.get(`${change.tenantId}:${change.workflowId}`)?.changed(change);
  });
  deps.bus.onGap(() => {
    for (const room of rooms.values()) room.lookAgain();
  });

  function roomOf(tenantId: string, workflowId: string): DraftRoom {
    const key = `${tenantId}:${workflowId}`;
    for (const [name, room] of rooms) if (room.isEmpty && name !== key) rooms.delete(name);
    const known = rooms.get(key) ?? createDraftRoom(deps, workflowId);
    rooms.set(key, known);
    return known;
  }

  async function open(request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> {
    origins.demandOwnOrigin(request);
    const query = parseQuery(request.url ?? '');
    const findScope = () => scopeOf(deps, request, query.tenant);
    const scope = await findScope();
    server.handleUpgrade(request, socket, head, (websocket) => {
      const room = roomOf(scope.tenantId, query.workflow);
      serveDraftSocket(deps, { websocket, room, scope, findScope, workflowId: query.workflow });
    });
  }

  return {
    accept(request, socket, head) {
      socket.on('error', () => socket.destroy());
      open(request, socket, head).catch((thrown: unknown) => refuse(deps, { request, socket, thrown }));
    },
    close() {
      for (const client of server.clients) client.close(GOING_AWAY);
      setTimeout(() => server.clients.forEach((client) => client.terminate()), 1000).unref();
    },
  };
}

async function scopeOf(deps: WebDeps, request: IncomingMessage, slug: string): Promise<TenantScope> {
  const session = await deps.sessions.fromRequest(request);
  if (!session) throw UserProblem.unauthenticated();
  const scope = resolveTenantScope(session, slug);
  demand(scope, 'workflow:read');
  return scope;
}

function parseQuery(url: string): z.output<typeof querySchema> {
  const mark = url.indexOf('?');
  const parsed = querySchema.safeParse(
    Object.fromEntries(new URLSearchParams(mark < 0 ? '' : url.slice(mark + 1))),
  );
  if (!parsed.success) throw new UserProblem('input.invalid', 'Name a tenant and a workflow in the address.');
  return parsed.data;
}

function refuse(deps: WebDeps, input: { request: IncomingMessage; socket: Duplex; thrown: unknown }): void {
  const error = toAppError(input.thrown);
  const requestId = requestIdOf(input.request, deps.config.trustProxy);
  if (error.family !== 'user-problem')
    deps.log.error({ err: error.cause ?? error, requestId }, error.message);
  const body = JSON.stringify(problemDocument(error, requestId));
  input.socket.end(
    `HTTP/1.1 ${statusOf(error)} Refused\r\ncontent-type: application/problem+json\r\n` +
      `content-length: ${Buffer.byteLength(body)}\r\nconnection: close\r\n\r\n${body}`,
  );
}
