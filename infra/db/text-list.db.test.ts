import { afterAll, beforeAll, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '@/testing/database/test-database';
import { fromTextList, toTextList } from './text-list';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

it.each([
  [['{"a":"b\\\\\\"c"}', null, '[1,2]']],
  [[null]],
  [[null, null]],
  [[JSON.stringify({ control: '\u001e\u0001\n', quote: '"\\' })]],
])('gives the database the texts as they are: %j', async (texts) => {
  const rows = await database.query<{ text: string | null }>(
    `select t.text from unnest(${fromTextList('$1')}, $2::int[]) as t(text, n) order by n`,
    [toTextList(texts), texts.map((_, index) => index)],
  );
  expect(rows.map(({ text }) => text)).toEqual(texts);
});
