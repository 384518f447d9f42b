/** Cursors of lists that are ordered by time and row: `2026-11-21T12:00:00.000Z~id~tie`. */
import { z } from 'zod';
import { utcInstantSchema } from '@/core/contracts/instant';
import { UserProblem } from '@/core/errors/app-error';

const placeSchema = z.tuple([utcInstantSchema, z.guid(), z.string().regex(/^[0-9a-f]{32}$|^$/)]);

export interface Place {
  /** ISO 8601, UTC. */
  at: string;
  id: string;
  /** 32 hexadecimal digits, or empty where time and id are enough. */
  tie: string;
}

/** The cursor behind a row. */
export function writePlace({ at, id, tie }: Place): string {
  return [at, id, tie].join('~');
}

/** The row that a cursor stands behind; null without one. @throws UserProblem `list.bad-cursor`. */
export function readPlace(cursor: string | undefined): Place | null {
  if (cursor === undefined) return null;
  const parsed = placeSchema.safeParse(cursor.split('~'));
  if (!parsed.success) {
    throw new UserProblem('list.bad-cursor', 'This cursor is not one of ours. Start again without a cursor.');
  }
  const [at, id, tie] = parsed.data;
  return { at, id, tie };
}
