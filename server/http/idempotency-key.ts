import type { IncomingMessage } from 'node:http';
import { UserProblem } from '@/core/errors/app-error';

/** What the header is for, where it counts. */
export const IDEMPOTENCY_KEY_HEADER = {
  'Idempotency-Key':
    'Up to 255 characters of your choice. The same call made again under it within a day does nothing and is answered as the first one was; another call under it is refused with 409.',
} as const;

/** The header `Idempotency-Key`, or undefined without one. @throws UserProblem `idempotency-key.invalid`. */
export function idempotencyKeyOf({ headers }: Pick<IncomingMessage, 'headers'>): string | undefined {
  const key = headers['idempotency-key'];
  if (key === undefined) return undefined;
  if (typeof key === 'string' && key.length > 0 && key.length <= 255) return key;
  throw new UserProblem('idempotency-key.invalid', 'Idempotency-Key must have 1 to 255 characters.');
}
