/** The reference of names and functions as a page of Markdown, from the tables that are called and completed. */
import { describeFunctions } from './completion';
import { UNSUPPORTED_NAMES } from './names-unsupported';
import type { Suggestion } from './suggestion';

const TITLES: Readonly<Record<string, string>> = {
  names: 'Names',
  text: 'Texts',
  number: 'Numbers',
  boolean: 'Booleans',
  array: 'Lists',
  object: 'Objects',
  datetime: 'Dates',
  date: 'JavaScript dates',
  duration: 'Spans of time',
  interval: 'Intervals',
  undefined: 'Null and undefined',
  set: 'Sets',
  map: 'Maps',
  url: 'Addresses',
  'url-params': 'Parameters of addresses',
  regexp: 'Patterns',
  formatter: 'Formatters',
  node: 'Other nodes',
  input: 'The input',
};

/** The whole page. */
export function referencePage(): string {
  const groups = describeFunctions();
  const dates = new Set((groups['datetime'] ?? []).map((entry) => entry.label));
  const own = { ...groups, date: (groups['date'] ?? []).filter((entry) => !dates.has(entry.label)) };
  const order = [...Object.keys(TITLES), ...Object.keys(own).filter((name) => !(name in TITLES))];
  const sections = order
    .filter((name) => name !== 'null')
    .map((name) => section(TITLES[name] ?? name, own[name as keyof typeof own] ?? []));
  return [HEAD, ...sections, notSupported()].join('\n\n') + '\n';
}

const HEAD = `# Names and functions of expressions

Everything an expression can use, each with an example and what it gives. How expressions are written stands in
[expressions.md](expressions.md). This page is made from the tables the interpreter calls: \`node scripts/expression-docs.mjs\`.

The examples are of one run on 1 March 2026, 9 o'clock in Berlin. JavaScript dates can do what dates can, too.`;

function section(title: string, entries: readonly Suggestion[]): string {
  const rows = entries
    .filter((entry) => entry.example !== undefined)
    .map((entry) => `| ${code(callOf(entry))} | ${cell(entry.doc ?? '')} | ${code(entry.example ?? '')} |`);
  return [`## ${title}`, '', '| | gives | example |', '|---|---|---|', ...rows].join('\n');
}

function callOf({ label, kind, signature = '' }: Suggestion): string {
  return kind === 'property' || kind === 'name'
    ? label
    : `${label}${signature.startsWith('(') ? signature : ''}`;
}

function notSupported(): string {
  const rows = UNSUPPORTED_NAMES.map(({ name, refused = '' }) => `| ${code(name)} | ${cell(refused)} |`);
  return [
    '## Not supported',
    '',
    'Known from n8n, and refused with their place when a text is read.',
    '',
    '| name | instead |',
    '|---|---|',
    ...rows,
  ].join('\n');
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('<', '&lt;');
}

/** Code in a cell of a table; a bar would end the cell. */
function code(text: string): string {
  const fence = text.includes('`') ? '``' : '`';
  return `${fence}${text.replaceAll('|', '\\|')}${fence}`;
}
