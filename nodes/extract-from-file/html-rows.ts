/** The rows of the first table of a page. */
import type { AnyNode, Element } from 'domhandler';
import { NodeFailure } from '@/core/node-kit/node-failure';
import type { Row } from './rows';

const MAX_SPAN = 1000;

/** Throws NodeFailure `html.no-table`. A cell over several columns fills the first of them. */
export async function readHtmlRows(html: string): Promise<Row[]> {
  const [{ parse }, { adapter }, { findOne, textContent }] = await Promise.all([
    import('parse5'),
    import('parse5-htmlparser2-tree-adapter'),
    import('domutils'),
  ]);
  const table = findOne(
    (element) => element.name === 'table',
    parse(html, { treeAdapter: adapter }).children,
  );
  if (!table)
    throw NodeFailure.final(
      'html.no-table',
      'There is no table in this HTML. Check that it is the right file.',
    );
  return rowsOf(table).map((row) =>
    row.children.filter(isElement).flatMap((cell) => {
      if (cell.name !== 'td' && cell.name !== 'th') return [];
      const span = Math.min(Math.max(Number(cell.attribs['colspan'] ?? 1) || 1, 1), MAX_SPAN);
      const text = textContent(cell).replace(/\s+/g, ' ').trim();
      return [text, ...new Array<undefined>(span - 1).fill(undefined)];
    }),
  );
}

/** Rows of this table alone, not of tables in its cells. */
function rowsOf(table: Element): Element[] {
  return table.children.filter(isElement).flatMap((child) => {
    if (child.name === 'tr') return [child];
    return ['thead', 'tbody', 'tfoot'].includes(child.name)
      ? child.children.filter(isElement).filter(({ name }) => name === 'tr')
      : [];
  });
}

function isElement(node: AnyNode): node is Element {
  return node.type === 'tag';
}
