/**
 * Frames of the draft's WebSocket, `/ws/draft?tenant=<slug>&workflow=<id>`: JSON text with base64 Yjs updates.
 * The server answers every client update with exactly one `ack` or `refused` of the same `n`. After `refused` the
 * client drops its document and takes the `sync` that follows: a refused edit is never kept on one side only.
 */
import { z } from 'zod';

/** Longest update a client may send, in bytes before base64. */
export const MAX_DRAFT_UPDATE_BYTES = 4_000_000;

const base64Schema = z.base64().max(Math.ceil(MAX_DRAFT_UPDATE_BYTES / 3) * 4 + 4);
const revisionSchema = z.number().int().min(0);

/** What a browser sends. `n` counts up from 1 on each socket. */
export const draftClientFrameSchema = z.discriminatedUnion('t', [
  z.strictObject({ t: z.literal('update'), n: z.number().int().min(1), update: base64Schema }),
]);
export type DraftClientFrame = z.output<typeof draftClientFrameSchema>;

/** What the projection left out, for a quiet line in the editor. */
export const draftNoticeSchema = z.object({
  code: z.string(),
  message: z.string(),
  nodeId: z.string().nullable(),
  edgeId: z.string().nullable(),
});

/** What the server sends. */
export const draftServerFrameSchema = z.discriminatedUnion('t', [
  /** The whole document: first frame of a socket, and after every refusal. */
  /** The whole draft. `replace`: it stands alone, so the editor drops what it has instead of merging. */
  z.object({
    t: z.literal('sync'),
    update: z.base64(),
    revision: revisionSchema,
    replace: z.boolean().optional(),
  }),
  /** Somebody else's edit. `by` is a user id, or the name of the process part. */
  z.object({ t: z.literal('update'), update: z.base64(), revision: revisionSchema, by: z.string() }),
  z.object({ t: z.literal('ack'), n: z.number().int(), revision: revisionSchema }),
  /** `n` is 0 when the frame could not be read at all. */
  z.object({ t: z.literal('refused'), n: z.number().int(), code: z.string(), message: z.string() }),
  z.object({ t: z.literal('notice'), notices: z.array(draftNoticeSchema) }),
]);
export type DraftServerFrame = z.output<typeof draftServerFrameSchema>;
export type DraftNotice = z.output<typeof draftNoticeSchema>;

/** What goes over the bus (`heddle_draft`) after a draft was saved: whoever knows a lower revision reads it anew. */
export const draftChangedSchema = z.object({
  tenantId: z.string(),
  workflowId: z.string(),
  revision: revisionSchema,
  by: z.string(),
});
export type DraftChanged = z.output<typeof draftChangedSchema>;
