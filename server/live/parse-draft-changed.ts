import { type DraftChanged, draftChangedSchema } from '@/core/contracts/draft-sync';

/** A message of `heddle_draft`, or null when it is none. */
export function parseDraftChanged(payload: string): DraftChanged | null {
  try {
    const parsed = draftChangedSchema.safeParse(JSON.parse(payload));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}
