import { describe, expect, it } from 'vitest';
import type { ReceiptView } from '@/core/contracts/ledger';
import { ledgerFile } from './ledger-file';

const receipt = (n: number) => ({ runId: `run-${n}`, status: 'answered', summary: `=${n}` }) as ReceiptView;

async function textOf(format: 'csv' | 'json', counts: readonly number[], most: number): Promise<string> {
  async function* pages() {
    let n = 0;
    for (const count of counts) yield Array.from({ length: count }, () => receipt((n += 1)));
  }
  let whole = '';
  for await (const part of ledgerFile(format, { name: 'x', pages: pages(), most }).parts) whole += part;
  return whole;
}
const lines = (text: string) => text.trimEnd().split('\r\n');

describe('a ledger as CSV', () => {
  it('says in its last row that it was cut, where it was', async () => {
    const cut = lines(await textOf('csv', [3, 3, 3], 5));
    expect(cut).toHaveLength(1 + 5 + 1);
    expect(cut[5]).toContain('run-5');
    expect(cut[6]).toMatch(/^Cut after 5 entries: there are more\. Ask for a shorter time\./);
    // A row like all others: programs that read it find as many cells.
    expect(cut[6]?.split(',')).toHaveLength(cut[0]?.split(',').length ?? 0);
  });

  it.each([[[5]], [[2, 3]], [[5, 0]], [[]]])(
    'says nothing where it is whole: pages of %j',
    async (counts) => {
      expect(await textOf('csv', counts, 5)).not.toContain('Cut after');
    },
  );
});

describe('a ledger as JSON', () => {
  it('says at its end whether it was cut', async () => {
    const whole = JSON.parse(await textOf('json', [2, 3, 0], 5)) as { items: unknown[]; truncated: boolean };
    expect([whole.items.length, whole.truncated]).toEqual([5, false]);
    const cut = JSON.parse(await textOf('json', [2, 3, 1], 5)) as typeof whole;
    expect([cut.items.length, cut.truncated]).toEqual([5, true]);
  });
});
