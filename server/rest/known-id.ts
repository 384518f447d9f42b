import { rowIdSchema } from '@/core/contracts/identifiers';
import { UserProblem } from '@/core/errors/app-error';

/** An id from an address. What is no id of ours gets the answer of an unknown one. */
export function knownId(noun: string, id: string): string {
  if (!rowIdSchema.safeParse(id).success) throw UserProblem.notFound(noun);
  return id;
}
