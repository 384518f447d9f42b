/** How workflows and their versions are shown in lists and headers. The graph itself is the portable file. */
import { z } from 'zod';
import { versionNumberSchema } from './identifiers';
import { permissionSchema } from './people';
import { storable } from './storable-text';

export const workflowNameSchema = storable(z.string().trim().min(1).max(200));
export const versionNoteSchema = storable(z.string().max(2000));
/** A name for a version: short, on one line. */
export const versionTagSchema = storable(
  z
    .string()
    .trim()
    .min(1)
    .max(40)
    .regex(/^[^\n\r\t]*$/, 'Write it on one line.'),
);

/** What lists of workflows are narrowed to: never published, published, published and changed since. */
export const WORKFLOW_STATES = ['draft', 'published', 'changed'] as const;
export type WorkflowState = (typeof WORKFLOW_STATES)[number];
/** Last changed first, or by name. */
export const WORKFLOW_SORTS = ['changed', 'name'] as const;
export type WorkflowSort = (typeof WORKFLOW_SORTS)[number];

/** What narrows and sorts a list of workflows, besides their name. */
export const workflowFilterShape = {
  state: z.enum(WORKFLOW_STATES).optional(),
  /** Those with failed runs that nobody has handled, and no others. */
  failing: z.boolean().optional(),
  sort: z.enum(WORKFLOW_SORTS).optional(),
};

export const workflowSummarySchema = z.object({
  id: z.string(),
  name: z.string(),
  /** null = never published. */
  publishedVersion: z.number().int().nullable(),
  /** The draft differs from the published version. */
  draftChanged: z.boolean(),
  updatedAt: z.string(),
  /** Types of the draft's nodes, each once, for the icons in lists. */
  nodeTypes: z.array(z.string()),
});
export type WorkflowSummary = z.output<typeof workflowSummarySchema>;

export const workflowViewSchema = z.object({
  id: z.string(),
  name: z.string(),
  publishedVersion: z.number().int().nullable(),
  draftRevision: z.number().int(),
  draftChanged: z.boolean(),
  /** What the caller may do with it. */
  permissions: z.array(permissionSchema),
});
export type WorkflowView = z.output<typeof workflowViewSchema>;

export const versionViewSchema = z.object({
  number: z.number().int(),
  note: z.string().nullable(),
  createdAt: z.string(),
  createdBy: z.string().nullable(),
  /** Name of the person or API key; null when they are gone. */
  author: z.string().nullable(),
  /** In alphabetical order. */
  tags: z.array(z.string()),
  /** Triggers of this version are switched on. */
  published: z.boolean(),
});
export type VersionView = z.output<typeof versionViewSchema>;

/** Which graph a run is started with. */
export const runVersionSchema = z.union([z.enum(['published', 'draft']), versionNumberSchema]);
