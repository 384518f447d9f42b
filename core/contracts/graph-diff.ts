/** What changed between two versions of a workflow, as `core/graph/diff` finds it and the API gives it. */
import { z } from 'zod';
import { versionNumberSchema } from './identifiers';
import { graphEdgeSchema, jsonSchema } from './portable-workflow';

/** One field. `before` is absent for what was added, `after` for what was removed. */
export const fieldChangeSchema = z.object({
  /** Inside its node or part: `parameters.url`, `settings.retry.attempts`, `name`. */
  path: z.string(),
  /** The path in the (English) words of the node type: `Rules › Rule 2 › Name`. */
  label: z.string().optional(),
  before: jsonSchema.optional(),
  after: jsonSchema.optional(),
  /** The field holds a secret: dots stand for the values, the same whatever they are. */
  secret: z.boolean().optional(),
});
export type FieldChange = z.output<typeof fieldChangeSchema>;

const nodeRefSchema = z.object({ nodeId: z.string(), name: z.string(), type: z.string() });
export type NodeRef = z.output<typeof nodeRefSchema>;

const nodeChangeSchema = nodeRefSchema.extend({
  /** Empty when it was moved only. */
  fields: z.array(fieldChangeSchema),
  moved: z.boolean(),
});

const idsSchema = z.array(z.string());
const partsDiffSchema = z.object({
  added: idsSchema,
  removed: idsSchema,
  changed: z.array(z.object({ id: z.string(), fields: z.array(fieldChangeSchema) })),
});
export type PartsDiff = z.output<typeof partsDiffSchema>;

export const graphDiffSchema = z.object({
  added: z.array(nodeRefSchema),
  removed: z.array(nodeRefSchema),
  changed: z.array(nodeChangeSchema),
  edges: z.object({
    added: z.array(graphEdgeSchema),
    removed: z.array(graphEdgeSchema),
    changed: z.array(z.object({ before: graphEdgeSchema, after: graphEdgeSchema })),
  }),
  notes: partsDiffSchema,
  groups: partsDiffSchema,
  /** Name and settings of the workflow itself. */
  workflow: z.array(fieldChangeSchema),
  /** By node id. */
  pinned: z.object({ added: idsSchema, removed: idsSchema, changed: idsSchema }),
  /** Lists whose order in the file changed; it decides the order of deliveries. */
  reordered: z.array(z.enum(['nodes', 'edges', 'notes', 'groups'])),
});
export type GraphDiff = z.output<typeof graphDiffSchema>;

/** The draft, or a version by its number. */
export const graphRefSchema = z.union([z.literal('draft'), versionNumberSchema]);
export type GraphRef = z.output<typeof graphRefSchema>;
