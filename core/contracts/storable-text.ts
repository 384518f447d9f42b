import type { z } from 'zod';
import { sanitiseText } from '@/core/items/sanitise';

/** A text that will be kept or compared in the database: characters it refuses are replaced on the way in. */
export function storable(schema: z.ZodString): z.ZodString {
  return schema.overwrite((text) => sanitiseText(text).value);
}
