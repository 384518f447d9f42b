/** Shapes of an import from n8n, as REST and tRPC give them. */
import { z } from 'zod';
import { portableWorkflowSchema } from './portable-workflow';

const remarkSchema = z.object({
  code: z.string(),
  values: z.record(z.string(), z.union([z.string(), z.number()])),
  path: z.string().optional(),
});

export const importResultSchema = z.enum(['same', 'adapted', 'missing']);

export const nodeReportSchema = z.object({
  nodeName: z.string(),
  nodeId: z.string().nullable(),
  /** The type and version in n8n. */
  type: z.string(),
  typeVersion: z.number(),
  /** The node type that it became, `note`, or null for what is no node. */
  becomes: z.string().nullable(),
  result: importResultSchema,
  /** What changed, in English. */
  notes: z.array(z.string()),
  /** The same as codes with values. */
  remarks: z.array(remarkSchema),
});

const importedWorkflowSchema = z.object({
  workflow: portableWorkflowSchema,
  report: z.array(nodeReportSchema),
  /** What is to be said of the workflow as a whole. */
  notes: z.array(z.string()),
  remarks: z.array(remarkSchema),
  /** Secrets that the workflow needs and no file holds. */
  credentials: z.array(
    z.object({
      type: z.string(),
      name: z.string(),
      /** What stands for it in the nodes until one is chosen; null where no node has a place for it. */
      key: z.string().nullable(),
      /** Kinds that may stand for it. */
      kinds: z.array(z.string()),
      nodes: z.array(z.string()),
    }),
  ),
});

/** The first workflow of the file, and the others. */
export const importAnswerSchema = importedWorkflowSchema.extend({ others: z.array(importedWorkflowSchema) });

/** One imported workflow, as it crosses the border. */
export type ImportedView = z.output<typeof importedWorkflowSchema>;
export type NodeReportView = ImportedView['report'][number];
export type RemarkView = NodeReportView['remarks'][number];
export type ImportAnswer = z.output<typeof importAnswerSchema>;
