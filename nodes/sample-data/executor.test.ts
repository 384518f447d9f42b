import { expect, it } from 'vitest';
import { fakeContext } from '@/testing/nodes/fake-context';
import { executor } from './executor';

async function people(give: 'all' | 'first' | 'one', limit = 5): Promise<unknown[]> {
  const input = { item: { json: {} }, index: 0, parameters: { give, limit } };
  const output = await executor.executeItem(input, fakeContext());
  return Array.isArray(output) ? output.map(({ json }) => json) : [];
}

it('gives all, the first few, or one', async () => {
  expect(await people('all')).toHaveLength(5);
  expect(await people('first', 2)).toEqual((await people('all')).slice(0, 2));
  expect(await people('first', 50)).toHaveLength(5);
  expect(await people('one')).toEqual([
    {
      id: '23423532',
      name: 'Amara Lindqvist',
      email: 'amara@example.com',
      notes: 'Asks for an invoice by post',
      country: 'SE',
      created: '1981-04-10',
    },
  ]);
});

it('writes to nobody', async () => {
  const emails = (await people('all')).map((person) => (person as { email: string }).email);
  expect(new Set(emails).size).toBe(5);
  for (const email of emails) expect(email).toMatch(/^[a-z]+@example\.com$/);
});
