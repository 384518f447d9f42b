import { z } from 'zod';

/**
 * The portable workflow file `heddle.workflow/1`: what the API takes and gives, what copy puts on the clipboard, and
 * the shape the whole product calls *the graph*. Stable: changed only by adding. Objects are strict, so a typo is a
 * problem and not a silent loss.
 */

/** Ids inside a file: what a person or program chose, short and free of separators the engine uses in step keys. */
export const graphIdSchema = z
  .string()
  .min(1)
  .max(64)
  .regex(/^[A-Za-z0-9_-]+$/, 'Use letters, digits, - and _ only.');

export const positionSchema = z.strictObject({ x: z.number(), y: z.number() });

export const onErrorSchema = z.enum(['stop', 'continue', 'error-port']);
export const inDoubtSchema = z.enum(['ask', 'repeat', 'fail']);

export const retrySettingsSchema = z.strictObject({
  /** Tries in all, the first included. */
  attempts: z.number().int().min(1).max(20),
  backoff: z.enum(['fixed', 'exponential']).default('exponential'),
  delayMs: z.number().int().min(0).max(3_600_000).default(1000),
});

export const nodeSettingsSchema = z.strictObject({
  onError: onErrorSchema.default('stop'),
  /** Absent = the node type's own default. */
  inDoubt: inDoubtSchema.optional(),
  retry: retrySettingsSchema.optional(),
  timeoutMs: z.number().int().min(1).max(86_400_000).optional(),
  disabled: z.boolean().default(false),
  alwaysOutput: z.boolean().default(false),
  executeOnce: z.boolean().default(false),
});

export const jsonSchema = z.json();
export const jsonObjectSchema = z.record(z.string(), jsonSchema);

/**
 * What something looked like where it came from, as that format's own JSON text: kept untouched, so that giving it back
 * loses nothing that Heddle has no place for. It has no meaning for runs.
 */
export const importedSchema = z.strictObject({
  from: z.literal('n8n'),
  source: z.string().max(8_000_000),
});

export const graphNodeSchema = z.strictObject({
  id: graphIdSchema,
  type: z.string().min(1).max(100),
  typeVersion: z.number().int().min(1).default(1),
  name: z.string().min(1).max(120),
  position: positionSchema,
  parameters: jsonObjectSchema.default({}),
  settings: nodeSettingsSchema.prefault({}),
  /** Slot name → credential id. */
  credentials: z.record(z.string(), z.string()).default({}),
  imported: importedSchema.optional(),
});

export const graphEdgeSchema = z.strictObject({
  id: graphIdSchema,
  source: graphIdSchema,
  sourcePort: z.string().min(1).max(64).default('main'),
  target: graphIdSchema,
  targetPort: z.string().min(1).max(64).default('main'),
  /** On a back edge only. */
  maxIterations: z.number().int().min(1).max(1_000_000).optional(),
});

export const noteSchema = z.strictObject({
  id: graphIdSchema,
  text: z.string().max(20_000),
  position: positionSchema,
  size: z.strictObject({ width: z.number().min(40).max(4000), height: z.number().min(40).max(4000) }),
  imported: importedSchema.optional(),
});

export const groupSchema = z.strictObject({
  id: graphIdSchema,
  name: z.string().max(120),
  nodes: z.array(graphIdSchema),
  collapsed: z.boolean().default(false),
});

export const orderSchema = z.enum(['parallel', 'branches', 'levels']);

/**
 * What stays of a run once it is over: everything; everything of those that did not succeed and start and end of the
 * others; start and end.
 */
export const savePolicySchema = z.enum(['all', 'failures', 'none']);
export type SavePolicy = z.output<typeof savePolicySchema>;

export const workflowSettingsSchema = z.strictObject({
  timezone: z.string().min(1).max(64).default('UTC'),
  order: orderSchema.default('parallel'),
  errorWorkflow: z.string().nullable().default(null),
  timeoutMs: z.number().int().min(1).nullable().default(null),
  concurrency: z.number().int().min(1).nullable().default(null),
  save: savePolicySchema.default('all'),
});

export const pinnedItemSchema = z.strictObject({ json: jsonObjectSchema });

/**
 * What a workflow should do with given items: `heddle test FILE` runs each example and compares. Only what is named in
 * `expect` is compared, that exactly.
 */
export const exampleSchema = z.strictObject({
  name: z.string().min(1).max(200),
  /** The trigger that starts it; absent: the only one, or the one that starts by hand. */
  trigger: graphIdSchema.optional(),
  input: z.array(pinnedItemSchema).max(1000).default([]),
  expect: z.strictObject({
    /** The JSON of the run's output items. */
    output: z.array(jsonObjectSchema).optional(),
    /** Node id → port → the JSON of the items that left by it. */
    nodes: z.record(z.string(), z.record(z.string(), z.array(jsonObjectSchema))).optional(),
    /** The run fails with this code. */
    error: z.string().max(200).optional(),
  }),
});

/**
 * What the id of a credential stands for where the file was written, so that whoever reads it elsewhere knows what to
 * choose. Said on the way out and never kept; an id means nothing in another tenant.
 */
export const namedCredentialSchema = z.strictObject({
  id: z.string().min(1).max(400),
  kind: z.string().max(100),
  name: z.string().max(200),
});

export const portableWorkflowSchema = z.strictObject({
  format: z.literal('heddle.workflow/1'),
  name: z.string().min(1).max(200),
  nodes: z.array(graphNodeSchema).max(5000),
  edges: z.array(graphEdgeSchema).max(20_000).default([]),
  notes: z.array(noteSchema).max(2000).default([]),
  groups: z.array(groupSchema).max(1000).default([]),
  settings: workflowSettingsSchema.prefault({}),
  pinned: z.record(z.string(), z.array(pinnedItemSchema)).default({}),
  examples: z.array(exampleSchema).max(200).optional(),
  credentials: z.array(namedCredentialSchema).max(2000).optional(),
  imported: importedSchema.optional(),
});

/** A parsed file: every default filled in. This is *the graph* everywhere in the product. */
export type Graph = z.output<typeof portableWorkflowSchema>;
/** What a person may write: defaults left out. */
export type PortableWorkflow = z.input<typeof portableWorkflowSchema>;
export type GraphNode = Graph['nodes'][number];
export type GraphEdge = Graph['edges'][number];
export type GraphNote = Graph['notes'][number];
export type WorkflowExample = z.output<typeof exampleSchema>;
export type Imported = z.output<typeof importedSchema>;
export type NodeSettings = GraphNode['settings'];
export type WorkflowSettings = Graph['settings'];
export type OrderStrategy = WorkflowSettings['order'];
export type InDoubtPolicy = z.output<typeof inDoubtSchema>;
