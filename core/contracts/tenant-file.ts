import { z } from 'zod';
import { rowIdSchema } from './identifiers';
import { portableWorkflowSchema } from './portable-workflow';

/**
 * `heddle.tenant/1`: every workflow of a tenant in one file. The ids say which workflow calls which; whoever reads the file
 * gives them ids of their own.
 */
export const tenantFileSchema = z.strictObject({
  format: z.literal('heddle.tenant/1'),
  workflows: z
    .array(z.strictObject({ id: z.string().min(1).max(100), file: portableWorkflowSchema }))
    .max(10_000),
});

export type TenantFile = z.output<typeof tenantFileSchema>;

/** Workflows that come in together: the id that each had, where it is known, and its file. */
export const incomingWorkflowsSchema = z
  .array(z.strictObject({ id: z.string().max(100).nullable(), file: z.unknown() }))
  .min(1)
  .max(2000);

/** Which credential here stands for one of before: what a file names → id of a credential. */
export const chosenCredentialsSchema = z
  .record(z.string().min(1).max(400), rowIdSchema)
  .refine((map) => Object.keys(map).length <= 2000, 'At most 2,000 credentials.');
export type ChosenCredentials = z.output<typeof chosenCredentialsSchema>;

export type IncomingWorkflow = z.output<typeof incomingWorkflowsSchema>[number];
