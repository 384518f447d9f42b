import * as Y from 'yjs';
import type { DraftServerFrame } from '@/core/contracts/draft-sync';
import type { TenantScope } from '@/core/access/tenant-scope';
import { can } from '@/core/access/roles';
import { type DraftView, getDraft } from '@/services/workflows/get-draft';
import { shownDraft } from '@/services/workflows/shown-draft';
import type { WebDeps } from '../web-deps';

/** One open editor of the room. */
export interface DraftMember {
  scope: TenantScope;
  send(frame: DraftServerFrame): void;
  /** The workflow is gone, or reading it failed for good. */
  end(): void;
}

/**
 * The sockets of this process that show the same draft. When anybody anywhere saved a new revision, the room reads the
 * draft once and sends everyone the difference to what they have.
 */
export interface DraftRoom {
  join(member: DraftMember): Promise<void>;
  leave(member: DraftMember): void;
  /** A revision was saved, here or in another process. */
  changed(change: { revision: number; by: string }): void;
  /** Messages may be missing: look. */
  lookAgain(): void;
  readonly isEmpty: boolean;
}

interface Known {
  revision: number;
  /** What the members have seen of the document. */
  vector: Uint8Array;
}

export function createDraftRoom(deps: WebDeps, workflowId: string): DraftRoom {
  const members = new Set<DraftMember>();
  let known: Known | null = null;
  let reading: Promise<void> = Promise.resolve();

  /** Reads one after the other: each difference is taken from the state before it. */
  function inTurn(work: () => Promise<void>): Promise<void> {
    reading = reading.then(work).catch((error: unknown) => {
      deps.log.warn(
        { err: error, code: 'draft-room.read-failed', workflowId },
        'Could not read a draft; its editors start over.',
      );
      for (const member of members) member.end();
    });
    return reading;
  }

  async function spread(by: string, atLeast: number): Promise<void> {
    const reader = members.values().next().value;
    if (!reader || (known && known.revision >= atLeast)) return;
    const draft = await getDraft(deps, reader.scope, { id: workflowId });
    if (known && known.revision >= draft.revision) return;
    const update = known ? Y.diffUpdate(draft.state, known.vector) : draft.state;
    known = { revision: draft.revision, vector: Y.encodeStateVectorFromUpdate(draft.state) };
    const frame: DraftServerFrame = { t: 'update', update: toBase64(update), revision: draft.revision, by };
    for (const member of members) {
      if (can(member.scope, 'workflow:write')) member.send(frame);
      else member.send(syncFrame(deps, member.scope, draft));
    }
  }

  return {
    join: (member) =>
      inTurn(async () => {
        const draft = await getDraft(deps, member.scope, { id: workflowId });
        members.add(member);
        if (!known || known.revision < draft.revision) {
          // The others are behind as well, unless there are none.
          if (members.size > 1) await spread(member.scope.actor.id, draft.revision);
          known = { revision: draft.revision, vector: Y.encodeStateVectorFromUpdate(draft.state) };
        }
        member.send(syncFrame(deps, member.scope, draft));
      }),
    leave(member) {
      members.delete(member);
    },
    changed({ revision, by }) {
      void inTurn(() => spread(by, revision));
    },
    lookAgain() {
      void inTurn(() => spread('server', Number.MAX_SAFE_INTEGER));
    },
    get isEmpty() {
      return members.size === 0;
    },
  };
}

/** The whole draft as this scope may see it. */
export function syncFrame(
  deps: Pick<WebDeps, 'catalog'>,
  scope: TenantScope,
  draft: DraftView,
): DraftServerFrame {
  const { update, replace } = shownDraft(deps, scope, draft);
  return { t: 'sync', update: toBase64(update), revision: draft.revision, ...(replace ? { replace } : {}) };
}

function toBase64(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64');
}
