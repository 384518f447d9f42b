import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { referencePage } from './reference';

it('the page of names and functions is the one the tables make: node scripts/expression-docs.mjs', () => {
  const page = readFileSync(new URL('../../docs/expression-functions.md', import.meta.url), 'utf8');
  expect(page).toBe(referencePage());
});
