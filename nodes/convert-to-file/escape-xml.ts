/** Text for XML: what has a meaning there is escaped, what cannot be there is left out. */
const SIGNS: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

export function escapeXml(text: string): string {
  return (
    text
      // eslint-disable-next-line no-control-regex -- XML cannot hold them
      .replace(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/g, '')
      .replace(/[\uD800-\uDFFF]/gu, '\uFFFD')
      .replace(/[&<>"]/g, (sign) => SIGNS[sign] ?? sign)
  );
}
