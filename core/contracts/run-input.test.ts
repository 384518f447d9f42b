import { expect, it } from 'vitest';
import { runInputSchema } from './run-input';

it('names the bound of the items that a run starts with', () => {
  const items = (count: number) => Array.from({ length: count }, (_, n) => ({ json: { n } }));
  expect(runInputSchema.safeParse(items(10_000)).success).toBe(true);
  const said = (input: unknown) => runInputSchema.safeParse(input).error?.issues[0]?.message;
  expect(said(items(10_001))).toContain('at most 10000 items; these are 10001');
  expect(said('text')).toContain('one object, or a list of items');
});
