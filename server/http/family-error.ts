import { type AppError, OperationalFailure, isAppError, toAppError } from '@/core/errors/app-error';
import { isDatabaseAway } from '@/infra/db/is-database-away';

/** Whatever was thrown as one of the families. A database that is away is nobody's bug: 503, and try again. */
export function familyError(thrown: unknown): AppError {
  if (isAppError(thrown) || !isDatabaseAway(thrown)) return toAppError(thrown);
  return new OperationalFailure(
    'database.away',
    'The database does not answer at the moment. Try again in a few seconds.',
    { cause: thrown },
  );
}
