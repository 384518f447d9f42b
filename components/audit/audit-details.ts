/** The particulars of an entry in a few words. Pure. */

const MAX_VALUE = 80;

/** `version 3`, `note Their server is back`: what has a short form; lists by how many they hold, hashes left out. */
export function auditDetails(
  details: Readonly<Record<string, unknown>>,
): readonly { name: string; value: string }[] {
  return Object.entries(details).flatMap(([name, value]) => {
    const text = shortForm(value);
    return text === null || name.toLowerCase().endsWith('hash') ? [] : [{ name: words(name), value: text }];
  });
}

function shortForm(value: unknown): string | null {
  if (value === null || value === '') return null;
  if (typeof value === 'string') return value.length > MAX_VALUE ? `${value.slice(0, MAX_VALUE)}…` : value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (!Array.isArray(value) || value.length === 0) return null;
  const texts = value.map(shortForm);
  const joined = texts.join(', ');
  return texts.includes(null) || joined.length > MAX_VALUE ? String(value.length) : joined;
}

/** `movedFrom` becomes `moved from`. */
function words(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}
