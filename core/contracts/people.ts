/** How people, tenants, sessions and keys are shown. Secrets never appear here except where one is shown once. */
import { z } from 'zod';
import { PERMISSIONS, ROLES } from '@/core/access/roles';
import { rowIdSchema, tenantSlugSchema } from './identifiers';
import { storable } from './storable-text';

export const roleSchema = z.enum(ROLES);
export const permissionSchema = z.enum(PERMISSIONS);

export const emailSchema = z.email().max(254);
export const passwordSchema = z.string().min(10).max(200);
export const personNameSchema = storable(z.string().trim().min(1).max(120));
export const tenantNameSchema = storable(z.string().trim().min(1).max(120));
export const apiKeyNameSchema = storable(z.string().trim().min(1).max(120));
export const retentionClassSchema = z.union([z.literal(7), z.literal(30), z.literal(90), z.literal(365)]);

/** Seconds that lie between two ticks of a schedule at least. */
export const minScheduleSecondsSchema = z.number().int().min(1).max(86_400);

export const userViewSchema = z.object({ id: rowIdSchema, name: z.string(), email: z.string() });

export const membershipViewSchema = z.object({
  tenantId: rowIdSchema,
  slug: tenantSlugSchema,
  name: z.string(),
  role: roleSchema,
});

export const sessionViewSchema = z.object({
  id: rowIdSchema,
  createdAt: z.string(),
  lastSeenAt: z.string(),
  userAgent: z.string().nullable(),
  ip: z.string().nullable(),
  /** The session that asked. */
  current: z.boolean(),
});

export const tenantViewSchema = z.object({
  id: rowIdSchema,
  slug: tenantSlugSchema,
  name: z.string(),
  retentionClass: z.number().int(),
  minScheduleSeconds: z.number().int(),
  /** Of the person who asks. */
  role: roleSchema,
  permissions: z.array(permissionSchema),
});

export const memberViewSchema = z.object({
  userId: rowIdSchema,
  name: z.string(),
  email: z.string(),
  role: roleSchema,
  joinedAt: z.string(),
});

export const inviteViewSchema = z.object({
  id: rowIdSchema,
  email: z.string(),
  role: roleSchema,
  createdAt: z.string(),
  expiresAt: z.string(),
});

export const apiKeyViewSchema = z.object({
  id: rowIdSchema,
  name: z.string(),
  prefix: z.string(),
  role: roleSchema,
  /** null = everything the role may do. */
  scopes: z.array(permissionSchema).nullable(),
  createdAt: z.string(),
  expiresAt: z.string().nullable(),
  lastUsedAt: z.string().nullable(),
});
