/** A look at a file of an item: what it is, and as much of it as can be shown safely. */
import { z } from 'zod';
import { stepKeySchema } from './run-input';
import { storable } from './storable-text';

/** One file of an item that went into a step or came out of it. */
export const stepFileShape = {
  step: stepKeySchema,
  side: z.enum(['input', 'output']),
  port: storable(z.string().min(1).max(64)),
  index: z.number().int().min(0),
  file: storable(z.string().min(1).max(500)),
};

export const filePreviewSchema = z.object({
  name: z.string(),
  mediaType: z.string(),
  /** Bytes. */
  size: z.number().int(),
  preview: z.discriminatedUnion('kind', [
    /** The beginning; `truncated` when there is more. */
    z.object({ kind: z.literal('text'), text: z.string(), truncated: z.boolean() }),
    /** A data URL of a raster image. */
    z.object({ kind: z.literal('image'), url: z.string() }),
    /** `type`: nothing to show of such files; `size`: too large; `gone`: no longer kept. */
    z.object({ kind: z.literal('none'), reason: z.enum(['type', 'size', 'gone']) }),
  ]),
});
export type FilePreview = z.output<typeof filePreviewSchema>;
