/** Credentials as they cross the border. No shape here can hold a secret on its way out. */
import { z } from 'zod';
import { CREDENTIAL_KINDS } from '@/core/credentials/kinds';
import { MAX_HOSTS } from '@/core/credentials/hosts';
import { cursorSchema, pageLimitSchema, pageOf, rowIdSchema, searchSchema } from './identifiers';
import { storable } from './storable-text';

export const credentialKindSchema = z.enum(CREDENTIAL_KINDS);
const nameSchema = storable(z.string().trim().min(1).max(120));
/** Values by field; on a change, secrets that are left out or empty stay as they are. */
const fieldsSchema = z.record(z.string().min(1).max(100), storable(z.string().max(20_000)));
const hostsSchema = z.array(z.string().max(2000)).max(MAX_HOSTS);

export const newCredentialSchema = z.strictObject({
  name: nameSchema,
  kind: credentialKindSchema,
  fields: fieldsSchema,
  hosts: hostsSchema.default([]),
});
export type NewCredential = z.output<typeof newCredentialSchema>;

/** What is left out stays. */
export const credentialChangeSchema = z.strictObject({
  name: nameSchema.optional(),
  fields: fieldsSchema.optional(),
  hosts: hostsSchema.optional(),
});
export type CredentialChange = z.output<typeof credentialChangeSchema>;

export const credentialViewSchema = z.object({
  id: rowIdSchema,
  name: z.string(),
  kind: credentialKindSchema,
  /** Values that are no secrets; empty for those who may not use credentials. */
  fields: z.record(z.string(), z.string()),
  /** Names of the secret values that are set. */
  secrets: z.record(z.string(), z.literal('set')),
  /** Where it may travel; empty also for those who may not use credentials. */
  hosts: z.array(z.string()),
  createdAt: z.string(),
  updatedAt: z.string(),
});
export type CredentialView = z.output<typeof credentialViewSchema>;

export const credentialQuerySchema = {
  search: searchSchema.optional(),
  kind: credentialKindSchema.optional(),
  cursor: cursorSchema.optional(),
  limit: pageLimitSchema.default(50),
};
export const credentialPageSchema = pageOf(credentialViewSchema);

export const credentialUsageSchema = z.object({
  workflows: z.array(
    z.object({
      id: rowIdSchema,
      name: z.string(),
      /** Names of the nodes that use it in the draft. */
      draft: z.array(z.string()),
      /** The same in the published version. */
      published: z.array(z.string()),
    }),
  ),
});
export type CredentialUsage = z.output<typeof credentialUsageSchema>;
