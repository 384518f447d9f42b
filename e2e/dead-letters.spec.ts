import { expectAccessible } from './fixtures/accessible';
import { expect, test } from './fixtures/test';
import { chain, post, start } from './fixtures/workflows';

const EACH = 6;

test('failed runs stand together by cause, and go on together once the other side is mended', async ({
  page,
  tenant,
  effects,
}) => {
  effects.answerWith(() => ({ status: 503, body: { error: 'away' } }));
  const workflowId = await tenant.seed(
    chain('Ship orders', [start, post('send', 'Send order', `${effects.url}/orders`)]),
    { publish: true },
  );
  const ids = await Promise.all(
    Array.from({ length: EACH }, async (_, order) => {
      const { body } = await tenant.rest('POST', `/workflows/${workflowId}/runs`, {
        input: { order },
        wait: true,
      });
      return (body as { id: string }).id;
    }),
  );
  const [discarded = '', ...resumed] = ids;

  await test.step('one cause, with what to do', async () => {
    await page.goto(tenant.url('/runs'));
    await page.getByTestId('runs.dead-letters').click();
    const cause = page.getByTestId('letters.cause.send.503');
    await expect(cause).toContainText(`${EACH} runs failed at “Send order” with 503`);
    await expect(cause).toContainText('What to do:');
    await expectAccessible(page, 'dead letters by cause');
  });

  await test.step('one of them is discarded with a note', async () => {
    await page.getByRole('link', { name: 'Show the runs' }).click();
    await expect(page).toHaveURL(/node=send/);
    await page.getByTestId(`letters.select.${discarded}`).check();
    await expectAccessible(page, 'dead letters one by one');
    const discard = page.getByTestId('letters.bulk.discard');
    await discard.click();
    await page.keyboard.press('Escape');
    await expect(discard).toBeFocused();
    await discard.click();
    await page.getByTestId('letters.note').fill('A test order.');
    await expectAccessible(page, 'discard dialog');
    await page.getByTestId('letters.confirm').click();
    await expect(page.getByText('1 run discarded.')).toBeVisible();
    await expect(page.getByTestId(`letters.row.${discarded}`)).toBeHidden();
    await page.getByRole('button', { name: 'Close' }).click();
  });

  await test.step('the server is mended, and the rest goes on', async () => {
    effects.answerWith(() => ({ status: 200, body: { ok: true } }));
    await page.getByTestId('letters.view.causes').click();
    await page.getByTestId('letters.cause.resume').click();
    await page.getByTestId('letters.note').fill('Their server is back.');
    await page.getByTestId('letters.confirm').click();
    await expect(page.getByTestId('letters.job')).toHaveAttribute('data-state', 'ended');
    await expect(page.getByText(`${EACH - 1} runs go on.`)).toBeVisible();
    await expect
      .poll(async () => {
        const runs = await Promise.all(
          resumed.map((id) => tenant.api.run.get.query({ tenant: tenant.slug, id })),
        );
        return runs.map(({ status }) => status);
      })
      .toEqual(resumed.map(() => 'succeeded'));
    expect(new Set(effects.seen.map((request) => request.idempotencyKey)).size).toBe(EACH);
  });

  await test.step('who did what, why, and what became of it', async () => {
    await page.goto(tenant.url('/dead-letters?status=handled&view=runs'));
    await expect(page.getByTestId(`letters.result.${resumed[0]}`)).toHaveText('Succeeded');
    await expect(page.getByTestId(`letters.row.${resumed[0]}`)).toContainText('Their server is back.');
    await expect(page.getByTestId(`letters.row.${discarded}`)).toContainText('Discarded');
    await page.getByTestId('letters.status.open').click();
    await expect(page.getByText('No failed run waits')).toBeVisible();
  });
});
