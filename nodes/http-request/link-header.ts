/** Reads the Link header (RFC 8288). Pure. */

/** The target of the first link that is the next one; null without. */
export function nextLink(header: string): string | null {
  for (const { target, relation } of linksIn(header)) {
    if (relation.toLowerCase().split(/\s+/).includes('next')) return target;
  }
  return null;
}

/** `<target>; rel="…"; other="…", <target> …`: commas and semicolons may stand in quotes and in targets. */
function* linksIn(header: string): Generator<{ target: string; relation: string }> {
  let at = 0;
  while (at < header.length) {
    const open = header.indexOf('<', at);
    const close = open < 0 ? -1 : header.indexOf('>', open);
    if (close < 0) return;
    const end = endOfParameters(header, close + 1);
    const relation = /;\s*rel\s*=\s*(?:"([^"]*)"|([^\s;,"]+))/i.exec(header.slice(close + 1, end));
    yield { target: header.slice(open + 1, close).trim(), relation: relation?.[1] ?? relation?.[2] ?? '' };
    at = end + 1;
  }
}

function endOfParameters(header: string, from: number): number {
  let isQuoted = false;
  for (let at = from; at < header.length; at += 1) {
    const character = header[at];
    if (character === '\\' && isQuoted) at += 1;
    else if (character === '"') isQuoted = !isQuoted;
    else if (character === ',' && !isQuoted) return at;
  }
  return header.length;
}
