import type { z } from 'zod';

/**
 * The same schema, read in one go: tRPC asks every schema for `parseAsync`, and zod compiles objects for the synchronous way
 * alone, which took a third of the time on a page of fifty rows. For schemas that wait for nothing, which are all of ours.
 */
export function inOneGo<S extends z.ZodType>(schema: S): S {
  const copy = schema.clone();
  copy.parseAsync = (value, context) =>
    new Promise((resolve) => {
      resolve(copy.parse(value, context));
    });
  return copy;
}
