/**
 * Names and ids as they stand in requests. Every border (tRPC, REST, sockets) parses with these, so a malformed id is
 * refused before any query is made.
 */
import { z } from 'zod';
import { storable } from './storable-text';

/** A tenant's name in addresses: lower case letters, digits and dashes. */
export const tenantSlugSchema = z
  .string()
  .min(2)
  .max(48)
  .regex(/^[a-z0-9](?:[a-z0-9-]*[a-z0-9])$/, 'Use lower case letters, digits and dashes.');

/** Ids of rows: UUIDs (version 7) made by the server. */
export const rowIdSchema = z.guid();

/** Opaque position in a list; whatever the previous page returned as `nextCursor`. */
export const cursorSchema = z.string().min(1).max(500);

/** How many entries a page holds. */
export const pageLimitSchema = z.number().int().min(1).max(200);

/** A page of a list. */
export function pageOf<T extends z.ZodType>(item: T) {
  return z.object({ items: z.array(item), nextCursor: cursorSchema.nullable() });
}

/** Number of a version. The database keeps it in four bytes. */
export const versionNumberSchema = z.number().int().min(1).max(2_147_483_647);

/** Part of a name that a list is searched for. */
export const searchSchema = storable(z.string().max(200));
