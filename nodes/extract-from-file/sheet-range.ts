/** A part of a sheet: `A2:D20`, `B:C`, or the number of the first row. */
import { NodeFailure } from '@/core/node-kit/node-failure';

export interface SheetRange {
  /** From 0; the last ones count. */
  firstRow: number;
  lastRow: number;
  firstColumn: number;
  lastColumn: number;
}

/** Rows and columns of the largest sheet that spreadsheets know. */
export const MAX_ROW = 1_048_575;
export const MAX_COLUMN = 16_383;

const WHOLE: SheetRange = { firstRow: 0, lastRow: MAX_ROW, firstColumn: 0, lastColumn: MAX_COLUMN };

/** Throws NodeFailure `sheet.bad-range`. */
export function rangeOf(text: string): SheetRange {
  const written = text.trim().replaceAll('$', '').toUpperCase();
  if (written === '') return WHOLE;
  if (/^\d{1,7}$/.test(written)) return { ...WHOLE, firstRow: Math.max(0, Number(written) - 1) };
  const match = /^([A-Z]{1,3})(\d{0,7}):([A-Z]{1,3})(\d{0,7})$/.exec(written);
  const [, from = '', first = '', to = '', last = ''] = match ?? [];
  if (!match) {
    throw NodeFailure.final(
      'sheet.bad-range',
      `"${text.slice(0, 50)}" is no range. Write it like A2:D20, or the number of the first row.`,
    );
  }
  return {
    firstColumn: columnOf(from),
    lastColumn: columnOf(to),
    firstRow: first === '' ? 0 : Number(first) - 1,
    lastRow: last === '' ? MAX_ROW : Number(last) - 1,
  };
}

/** `A` is 0, `AA` is 26. */
export function columnOf(letters: string): number {
  let column = 0;
  for (const letter of letters) column = column * 26 + letter.charCodeAt(0) - 64;
  return column - 1;
}
