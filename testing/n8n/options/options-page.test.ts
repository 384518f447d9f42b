/** Options of n8n's nodes, one by one: each has an effect here or is told, and the page says which. */
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { OPTION_TABLES, optionsPage, silentIn, verdictOf } from './options-page';

it.each(OPTION_TABLES)('$name: no option is passed over in silence', (table) => {
  const silent = table.rows.filter((one) => verdictOf(table, one).result === 'silent');
  expect(silent.map(({ option }) => option)).toEqual([]);
  const parts = table.rows.flatMap((one) => silentIn(table, one).map((part) => `${one.option}: ${part}`));
  expect(parts).toEqual([]);
});

it('the page of options is the one that imports make: node scripts/import-docs.mjs', () => {
  const page = readFileSync(new URL('../../../docs/import-n8n-options.md', import.meta.url), 'utf8');
  expect(page).toBe(optionsPage());
});
