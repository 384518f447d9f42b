/** The limit that a person typed: a whole number from 1 to a million, else null. */
export function readLimit(text: string): number | null {
  const value = Number(text.trim());
  return text.trim() !== '' && Number.isInteger(value) && value >= 1 && value <= 1_000_000 ? value : null;
}
