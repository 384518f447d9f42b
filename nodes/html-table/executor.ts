import { readField, setField, splitNames } from '@/core/items/field-path';
import type { Json, JsonObject } from '@/core/items/item';
import type { ExecutorFor } from '@/core/node-kit/executor';
import { writablePath } from '@/core/node-kit/field-names';
import { NodeFailure } from '@/core/node-kit/node-failure';
import type { definition } from './definition';

type TableParameters = Parameters<ExecutorFor<typeof definition>['execute']>[0]['parameters'];

const STYLES = {
  table: 'border-collapse:collapse;border:1px solid #999',
  head: 'border:1px solid #999;padding:4px 8px;text-align:left;background:#eee',
  cell: 'border:1px solid #999;padding:4px 8px',
};
const ATTRIBUTES = /^(?:\s*[A-Za-z_:][\w:.-]*(?:\s*=\s*(?:"[^"<]*"|'[^'<]*'|[^\s"'<>=`]+))?)*\s*$/;

export const executor: ExecutorFor<typeof definition> = {
  execute(input) {
    const { parameters } = input;
    const rows = input.items().map(({ json }) => json);
    if (rows.length === 0) return { kind: 'done', outputs: { main: [] } };
    const json: JsonObject = {};
    setField(json, writablePath(parameters.outputField), tableOf(rows, parameters));
    return { kind: 'done', outputs: { main: [{ json }] } };
  },
};

function tableOf(rows: readonly JsonObject[], parameters: TableParameters): string {
  const named = splitNames(parameters.columns);
  const columns = named.length > 0 ? named : [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const { styled } = parameters;
  const head = columns.map(
    (name) =>
      `<th${attributes(parameters.headerAttributes, styled && STYLES.head)}>${escape(parameters.capitalize ? capitalise(name) : name)}</th>`,
  );
  const row = `<tr${attributes(parameters.rowAttributes, false)}>`;
  const cell = `<td${attributes(parameters.cellAttributes, styled && STYLES.cell)}>`;
  const read = named.length > 0 ? readField : (json: JsonObject, name: string) => json[name];
  const body = rows.map(
    (json) =>
      `${row}${columns.map((name) => `${cell}${escape(textOf(read(json, name)))}</td>`).join('')}</tr>`,
  );
  const caption = parameters.caption === '' ? '' : `<caption>${escape(parameters.caption)}</caption>`;
  return `<table${attributes(parameters.tableAttributes, styled && STYLES.table)}>${caption}<thead>${row}${head.join('')}</tr></thead><tbody>${body.join('')}</tbody></table>`;
}

/** Attributes as they were written; they cannot end the tag. */
function attributes(text: string, style: string | false): string {
  if (!ATTRIBUTES.test(text)) {
    throw NodeFailure.final(
      'html-table.bad-attributes',
      `"${text.slice(0, 80)}" are no attributes. Write them like class="list" border="1".`,
    );
  }
  const own = text.trim();
  const added = style === false || /(^|\s)style\s*=/i.test(own) ? '' : ` style="${style}"`;
  return added + (own === '' ? '' : ` ${own}`);
}

function textOf(value: Json | undefined): string {
  if (value === undefined || value === null) return '';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

function capitalise(name: string): string {
  return name
    .split(/[_\s]+/)
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join(' ');
}

const SIGNS: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

function escape(text: string): string {
  return text.replace(/[&<>"]/g, (sign) => SIGNS[sign] ?? sign);
}
