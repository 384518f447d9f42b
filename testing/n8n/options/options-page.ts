/** The page of options: each row of the tables imported, and what the import says of it. */
import { isSameJson } from '@/core/items/condition-operators';
import { findRule, listRules } from '@/core/exchange/n8n/nodes/find-rule';
import type { NodeReport } from '@/core/exchange/n8n/report';
import { remarkText } from '@/core/exchange/n8n/report';
import type { JsonObject } from '@/core/items/item';
import { importedNode } from '../import-one';
import { n8nNode } from '../workflows';
import { DATA_OPTIONS } from './data-options';
import { FILE_OPTIONS } from './file-options';
import { FLOW_OPTIONS } from './flow-options';
import type { OptionRow, TypeOptions } from './option-table';

export const OPTION_TABLES: readonly TypeOptions[] = [...FLOW_OPTIONS, ...DATA_OPTIONS, ...FILE_OPTIONS];

export interface Verdict {
  result: 'same' | 'adapted' | 'missing' | 'silent';
  notes: readonly string[];
}

/** Remarks that say that something was left out. */
const LEFT_OUT = new Set(['parameter.dropped', 'http.option', 'http.authentication', 'conditions.operator']);
/** What every node with a secret is asked for; it is said once on the page about imports. */
const EXPECTED = new Set(['credentials.needed']);

/** What becomes of an option; `silent` where nothing follows from it and nothing is told, which must not be. */
export function verdictOf(table: TypeOptions, one: OptionRow): Verdict {
  const { version } = one;
  const plain = made(table, { ...(version === undefined ? {} : { version }), given: {} });
  const told = made(table, one);
  const before = new Set(plain.report.remarks.map(remarkText));
  const remarks = told.report.remarks.filter(
    (remark) => !EXPECTED.has(remark.code) && !before.has(remarkText(remark)),
  );
  const notes = remarks.map((remark) => remarkText({ code: remark.code, values: remark.values }));
  if (told.report.result === 'missing') return { result: 'missing', notes };
  if (remarks.some(({ code }) => LEFT_OUT.has(code))) return { result: 'missing', notes };
  if (remarks.length > 0) return { result: 'adapted', notes };
  if (one.idle !== undefined) return { result: 'same', notes: [one.idle] };
  const isNew = one.version !== undefined;
  if (!isNew && isSameJson(plain.parameters, told.parameters)) return { result: 'silent', notes };
  return { result: 'same', notes };
}

/** Parameters of a row without which nothing would be different: they are passed over in silence. */
export function silentIn(table: TypeOptions, one: OptionRow): string[] {
  if (one.idle !== undefined) return [];
  const whole = outcomeOf(table, one);
  const given = one.given as Record<string, unknown>;
  return partsOf(given).filter((path) => {
    const [key = '', below] = path.split('.');
    const { [key]: value, ...others } = given;
    const rest = below === undefined ? others : { ...others, [key]: without(value, below) };
    return outcomeOf(table, { ...one, given: rest }) === whole;
  });
}

/** Members of a row, of the collection `options` each for itself. */
function partsOf(given: Record<string, unknown>): string[] {
  return Object.entries(given).flatMap(([key, value]) => {
    if (value === undefined) return [];
    return key === 'options' ? Object.keys(value as object).map((name) => `options.${name}`) : [key];
  });
}

function without(value: unknown, name: string): object {
  return Object.fromEntries(Object.entries(value as object).filter(([key]) => key !== name));
}

function outcomeOf(table: TypeOptions, one: OptionRow): string {
  const { report, parameters } = made(table, one);
  return JSON.stringify([report.result, report.notes, parameters]);
}

function made(
  table: TypeOptions,
  { version = table.version, given, more = {} }: Pick<OptionRow, 'version' | 'given' | 'more'>,
): { report: NodeReport; parameters: JsonObject } {
  const base = table.base as { options?: object };
  const own = given as { options?: object };
  const merged = base.options || own.options ? { options: { ...base.options, ...own.options } } : {};
  // What is undefined in the row is not there, as in a file of n8n's where it is not shown.
  const parameters = JSON.parse(JSON.stringify({ ...base, ...own, ...merged })) as object;
  const { node, report } = importedNode(n8nNode('N', table.type, { version, parameters, ...more }));
  return { report, parameters: { type: node.type, ...node.parameters } };
}

/** The page, as markdown. */
export function optionsPage(): string {
  const missing = listRules().filter(({ type }) => !OPTION_TABLES.some((table) => table.type === type));
  if (missing.length > 0) throw new Error(`no options for ${missing.map(({ type }) => type).join(', ')}`);
  return `${HEAD}\n${OPTION_TABLES.map(sectionOf).join('\n')}`;
}

const HEAD = `# What n8n's nodes bring along

Option by option, for every node type of n8n's that has a counterpart here. It is written by \`node scripts/import-docs.mjs\`: each
option is imported, and what the import's report says of it stands in this page.

| word | means |
|---|---|
| same | it does here what it did there |
| adapted | it works, and something is different |
| missing | it is left out, and the report says so |

[import-n8n.md](import-n8n.md) says how to import, and \`npm run heddle -- compat\` prints types and versions.
`;

function sectionOf(table: TypeOptions): string {
  const base = made(table, { given: {} });
  const rule = findRule(`n8n-nodes-base.${table.type}`);
  const rows = table.rows.map((one) => {
    const { result, notes } = verdictOf(table, one);
    return `| ${cell(one.option)} | ${result} | ${cell(notes.join(' '))} |`;
  });
  const always = base.report.remarks.filter(({ code }) => !EXPECTED.has(code)).map(remarkText);
  return [
    `## ${table.name}\n`,
    `n8n: ${table.type}, versions ${rule?.versions.map(versionRange).join(', ') ?? ''}. Here: ${rule?.becomes ?? ''}.${always.map((note) => ` ${note}`).join('')}\n`,
    '| option | here | what is different |',
    '|---|---|---|',
    ...rows,
    '',
  ].join('\n');
}

/** `3.4` stands for 3 to 3.4. */
function versionRange(highest: number): string {
  const whole = Math.floor(highest);
  return whole === highest ? String(whole) : `${whole}–${highest}`;
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('\n', ' ').replace(/</g, '&lt;').trim();
}
