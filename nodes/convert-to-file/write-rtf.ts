/** A table in RTF (1.9.1). */
import { cellText, type Sheet } from './cells';

const COLUMN_TWIPS = 2000;

export function writeRtf({ columns, rows }: Sheet, { headerRow }: { headerRow: boolean }): string {
  const table = headerRow
    ? [columns, ...rows.map((row) => row.map(cellText))]
    : rows.map((row) => row.map(cellText));
  const lines = table.map((cells) => {
    const edges = cells.map((_, index) => `\\cellx${(index + 1) * COLUMN_TWIPS}`).join('');
    return `\\trowd\\trautofit1${edges}\n${cells.map((text) => `\\pard\\intbl ${escapeRtf(text)}\\cell`).join('')}\\pard\\intbl\\row`;
  });
  return `{\\rtf1\\ansi\\ansicpg1252\\uc1\n${lines.join('\n')}\n}`;
}

function escapeRtf(text: string): string {
  let written = '';
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    const sign = text.charAt(index);
    if (sign === '\\' || sign === '{' || sign === '}') written += `\\${sign}`;
    else if (sign === '\n') written += '\\line ';
    else if (sign === '\t') written += '\\tab ';
    else if (code > 126) written += `\\u${code > 32_767 ? code - 65_536 : code}?`;
    else if (code >= 32) written += sign;
  }
  return written;
}
