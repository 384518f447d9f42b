/** Takes the secrets a step was given out of whatever leaves it. */
import { SHORTEST_HIDDEN } from '@/core/credentials/kinds';
import type { Json } from '@/core/items/item';
import { mapTexts } from '@/core/items/map-texts';

const REDACTED = '[redacted]';

export interface Scrubber {
  text(text: string): string;
  json<T extends Json>(value: T): T;
}

/** Replaces each secret, and its base64, URL-encoded and JSON-escaped forms. null when there is nothing to hide. */
export function createScrubber(secrets: readonly string[]): Scrubber | null {
  const forms = new Set<string>();
  for (const secret of secrets) {
    if (secret.length < SHORTEST_HIDDEN) continue;
    forms.add(secret);
    forms.add(Buffer.from(secret).toString('base64'));
    forms.add(encodeURIComponent(secret));
    forms.add(JSON.stringify(secret).slice(1, -1));
  }
  if (forms.size === 0) return null;
  // Longest first, so that no part of a longer form is left behind.
  const ordered = [...forms].sort((a, b) => b.length - a.length);
  const text = (from: string): string =>
    ordered.reduce((kept, form) => kept.replaceAll(form, REDACTED), from);
  return { text, json: (value) => mapTexts(value, text) };
}
