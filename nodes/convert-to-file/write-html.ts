/** A page with one table. */
import { cellText, type Sheet } from './cells';
import { escapeXml } from './escape-xml';

export function writeHtml({ columns, rows }: Sheet, { headerRow }: { headerRow: boolean }): string {
  const row = (tag: 'td' | 'th', cells: readonly string[]): string =>
    `<tr>${cells.map((text) => `<${tag}>${escapeXml(text)}</${tag}>`).join('')}</tr>`;
  const head = headerRow ? `<thead>${row('th', columns)}</thead>` : '';
  const body = rows.map((cells) => row('td', cells.map(cellText))).join('');
  return `<!DOCTYPE html><html><head><meta charset="utf-8"><title>Table</title></head><body><table>${head}<tbody>${body}</tbody></table></body></html>`;
}
