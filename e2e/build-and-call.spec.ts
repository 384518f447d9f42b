import { expect, test } from './fixtures/test';
import { getProduct } from './fixtures/product';
import type { EditorPage } from './pages/editor-page';
import { SignInPage } from './pages/sign-in-page';

// This journey signs in itself.
test.use({ storageState: { cookies: [], origins: [] } });
test.setTimeout(150_000);

/** Draws: webhook → if amount over 100 → (yes) HTTP POST → edit fields → respond; (no) respond. */
async function draw(editor: EditorPage, postTo: string) {
  const { inspector, page } = editor;
  await test.step('the webhook, dragged out of the palette', async () => {
    await editor.dragFromPalette('webhook', { x: 420, y: 300 });
    await inspector.fill('path', 'orders');
    await inspector.choose('respond', 'With a Respond node');
  });
  await test.step('a condition after it', async () => {
    await editor.addAfter('Webhook', 'main', 'if');
    await inspector.writeExpression('conditions.0.left', '{{ $json.body.amount }}');
    await inspector.chooseOperator('conditions.0.operator', 'number.greater');
    await inspector.fill('conditions.0.right', '100');
  });
  await test.step('yes: a POST to the other side', async () => {
    await editor.addAfter('If', 'true', 'http-request');
    await inspector.choose('method', 'POST');
    await inspector.fill('url', postTo);
    await inspector.writeExpression('body', '{{ $json.body }}');
  });
  await test.step('its answer becomes ours', async () => {
    await editor.addAfter('HTTP request', 'main', 'edit-fields');
    await inspector.addRow('assignments');
    await inspector.fill('assignments.0.name', 'order');
    await inspector.writeExpression('assignments.0.value', "{{ $('Webhook').item.json.body }}");
    await inspector.addRow('assignments');
    await inspector.fill('assignments.1.name', 'ticket');
    await inspector.writeExpression('assignments.1.value', '{{ $json.body.ticket }}');
    await inspector.choose('keep', 'None');
    await editor.addAfter('Edit fields', 'main', 'respond');
    await inspector.fill('status', '201');
  });
  await test.step('no: a second answer, joined by hand from port to port', async () => {
    await inspector.close();
    await editor.showAll();
    await editor.dragFromPalette('respond', { x: 700, y: 640 });
    await inspector.rename('Too small');
    await inspector.writeExpression('body', '{{ { accepted: false, amount: $json.body.amount } }}');
    await inspector.close();
    await editor.connect(['If', 'false'], ['Too small', 'main']);
    await expect(editor.edges).toHaveCount(5);
  });
  await page.getByRole('textbox', { name: 'Name of the workflow' }).fill('Orders');
  await page.getByRole('textbox', { name: 'Name of the workflow' }).press('Enter');
}

test('a workflow drawn by mouse answers real calls, seen live on its canvas', async ({
  page,
  tenant,
  effects,
  editor,
}) => {
  const signIn = new SignInPage(page);
  effects.answerWith(({ body }) => ({ status: 200, body: { ticket: `T-${body.length}` } }));
  const hook = tenant.hookUrl('orders');
  const post = (body: BodyInit, type = 'application/json') =>
    fetch(hook, { method: 'POST', headers: { 'content-type': type }, body });

  await page.goto(`/sign-in?next=${encodeURIComponent(`/t/${tenant.slug}/workflows`)}`);
  await signIn.signIn(getProduct().owner);
  await expect(page.getByText('No workflows yet')).toBeVisible();
  await page.getByRole('button', { name: 'New workflow' }).click();
  await editor.waitSaved();
  await draw(editor, `${effects.url}/tickets`);
  await editor.publish(1);
  await editor.showAll();

  /** The newest run is the one on the canvas: how it ended and which way it went. */
  async function expectLive(way: 'yes' | 'no') {
    const { items } = await tenant.api.run.list.query({ tenant: tenant.slug, limit: 1 });
    await expect(editor.runPageLink).toHaveAttribute('href', new RegExp(`${items[0]?.id}$`));
    await expect(editor.runStatus).toHaveAttribute('data-status', 'succeeded');
    const [taken, other] = way === 'yes' ? ['Respond', 'Too small'] : ['Too small', 'Respond'];
    for (const name of ['Webhook', 'If', taken]) {
      await expect(editor.node(name)).toHaveAttribute('data-status', 'succeeded');
    }
    await expect(editor.node(other)).not.toHaveAttribute('data-status', 'succeeded');
  }

  await test.step('a small order', async () => {
    const answer = await post('{"customer":"Ada","amount":80}');
    expect([answer.status, await answer.json()]).toEqual([200, { accepted: false, amount: 80 }]);
    await editor.openRunPanel();
    await expectLive('no');
    expect(effects.seen).toEqual([]);
  });

  await test.step('a large order', async () => {
    const answer = await post('{"customer":"Bob","amount":120}');
    expect(answer.status).toBe(201);
    expect(await answer.json()).toEqual({ order: { customer: 'Bob', amount: 120 }, ticket: 'T-31' });
    await expectLive('yes');
    expect(effects.seen).toEqual([expect.objectContaining({ method: 'POST', path: '/tickets' })]);
    expect(JSON.parse(effects.seen[0]?.body ?? '')).toEqual({ customer: 'Bob', amount: 120 });
  });

  await test.step('an order of 1,000 rows', async () => {
    const rows = Array.from({ length: 1000 }, (_, index) => ({ sku: `A-${index}`, count: index % 7 }));
    const answer = await post(JSON.stringify({ amount: 5000, rows }));
    expect(answer.status).toBe(201);
    expect(await answer.json()).toMatchObject({ order: { amount: 5000, rows } });
    await expectLive('yes');
    expect(effects.seen).toHaveLength(2);
    expect(JSON.parse(effects.seen[1]?.body ?? '')).toEqual({ amount: 5000, rows });
  });

  await test.step('NUL characters and lone surrogates become U+FFFD, and the run says so', async () => {
    const answer = await post('{"customer":"N\\u0000L \\ud83d!","smile":"\\ud83d\\ude00","amount":300}');
    expect(answer.status).toBe(201);
    expect(await answer.json()).toMatchObject({
      order: { customer: 'N\uFFFDL \uFFFD!', smile: '\u{1F600}' },
    });
    await expectLive('yes');
    expect(effects.seen).toHaveLength(3);
    expect(JSON.parse(effects.seen[2]?.body ?? '')).toMatchObject({ customer: 'N\uFFFDL \uFFFD!' });
    await expect(editor.runPanel.getByText('Unstorable characters replaced')).toBeVisible();
  });

  await test.step('what is not the JSON it says is refused before it becomes a run', async () => {
    const answer = await post('{"amount": 120');
    expect(answer.status).toBe(400);
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
    expect(await answer.json()).toMatchObject({ status: 400, code: expect.stringMatching(/\./) });
  });

  await test.step('20 MB are refused', async () => {
    const body = JSON.stringify({ amount: 120, filler: 'x'.repeat(20 * 1024 * 1024) });
    // The server may hang up while the client still sends: no answer then, and no run either.
    const answer = await post(body).catch(() => null);
    if (answer) expect(answer.status).toBe(413);
  });

  await test.step('a list at the top level goes through as one item', async () => {
    const rows = Array.from({ length: 1000 }, (_, index) => ({ index }));
    const answer = await post(JSON.stringify(rows));
    expect([answer.status, await answer.json()]).toEqual([200, { accepted: false }]);
    await expectLive('no');
  });

  await test.step('every call that was taken is one run, and every effect was sent once', async () => {
    const { items } = await tenant.api.run.list.query({ tenant: tenant.slug, limit: 50 });
    expect(items.map((run) => run.status)).toEqual(Array.from({ length: 5 }, () => 'succeeded'));
    expect(effects.seen).toHaveLength(3);
    expect(new Set(effects.seen.map((request) => request.idempotencyKey)).size).toBe(3);
  });
});
