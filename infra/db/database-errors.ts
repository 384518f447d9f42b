/** What the database refused, told apart by what a service can do about it. */
import { Prisma } from './generated/client';

/** True when a row with this key exists already. */
export function isUniqueViolation(error: unknown): boolean {
  return error instanceof Prisma.PrismaClientKnownRequestError && error.code === 'P2002';
}
