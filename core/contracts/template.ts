/**
 * A template: a portable workflow with what a person reads before taking it. Templates are data: taking one makes no
 * call, runs nothing and carries no credential.
 */
import { z } from 'zod';
import { NODE_FAMILIES } from '@/core/node-kit/definition';

export const TEMPLATE_CATEGORIES = ['data', 'routing', 'web', 'flow'] as const;

export const templateSlugSchema = z
  .string()
  .max(60)
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'Use lower case letters, digits and dashes.');

/** `template.json`, beside the portable file `workflow.json`. */
export const templateManifestSchema = z.strictObject({
  format: z.literal('heddle.template/1'),
  /** The folder's name. */
  slug: templateSlugSchema,
  title: z.string().min(1).max(60),
  /** Two lines: what it does for whoever takes it. */
  promise: z.tuple([z.string().min(1).max(80), z.string().min(1).max(80)]),
  category: z.enum(TEMPLATE_CATEGORIES),
  /** Services and addresses it would call. Empty: nothing outside. */
  reaches: z.array(z.string().min(1).max(100)).max(20),
  /** What the bundled sample data is. */
  sample: z.string().min(1).max(160),
});
export type TemplateManifest = z.output<typeof templateManifestSchema>;

/** A graph as a small drawing: places of nodes on a plane, and which of them are connected. */
export const graphPictureSchema = z.object({
  width: z.number(),
  height: z.number(),
  nodes: z.array(z.object({ x: z.number(), y: z.number(), family: z.enum(NODE_FAMILIES) })),
  /** Pairs of places in `nodes`. */
  edges: z.array(z.tuple([z.number().int(), z.number().int()])),
});
export type GraphPicture = z.output<typeof graphPictureSchema>;

/** A template in a list. */
export const templateViewSchema = templateManifestSchema.omit({ format: true }).extend({
  /** Types of its nodes, each once. */
  nodeTypes: z.array(z.string()),
  picture: graphPictureSchema,
});
export type TemplateView = z.output<typeof templateViewSchema>;
