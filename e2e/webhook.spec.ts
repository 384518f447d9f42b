import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, test } from './fixtures/test';
import { chain, type NodeSketch } from './fixtures/workflows';

const shell = promisify(execFile);
const secret = "it's $HOME, a secret";

const hook: NodeSketch = {
  id: 'hook',
  type: 'webhook',
  name: 'Webhook',
  parameters: { path: 'greetings', respond: 'when-finished' },
};
const greet: NodeSketch = {
  id: 'greet',
  type: 'edit-fields',
  name: 'Greet',
  parameters: {
    assignments: [{ name: 'greeting', type: 'string', value: 'Hello {{ $json.method }}' }],
    keep: 'none',
  },
};

/** The words that a shell hands to curl. A function stands in for the program, which not every machine has. */
async function wordsOf(command: string): Promise<string[]> {
  const script = `curl() { for word in "$@"; do printf '%s\\0' "$word"; done; }\n${command}`;
  const { stdout } = await shell('sh', ['-c', script]);
  return stdout.split('\0').slice(0, -1);
}

/** Does what curl would with these words. */
function call(words: readonly string[]): Promise<Response> {
  const after = (flag: string) => words.flatMap((word, at) => (words[at - 1] === flag ? [word] : []));
  const headers = after('-H').map((line): [string, string] => {
    const at = line.indexOf(':');
    return [line.slice(0, at), line.slice(at + 1).trim()];
  });
  const [url = ''] = words.filter((word) => word.startsWith('http'));
  const [method = 'GET'] = after('-X');
  const [body] = after('-d');
  return fetch(url, { method, headers, ...(body === undefined ? {} : { body }) });
}

test('the address and the command that a webhook shows work as they stand', async ({
  editor,
  tenant,
  page,
  context,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await editor.open(await tenant.seed(chain('Greetings', [hook, greet])));
  await editor.inspect('Webhook');
  const { inspector } = editor;
  await expect(inspector.panel).toContainText('It answers once the workflow is published.');
  await inspector.choose('authentication', 'A secret in a header');
  await inspector.fill('headerValue', secret);
  await editor.publish(1);

  const url = (await page.getByTestId('inspector.webhook-url').textContent()) ?? '';
  expect(url).toBe(tenant.hookUrl('greetings'));

  await test.step('who sends no secret is refused', async () => {
    expect((await fetch(url, { method: 'POST' })).status).toBe(401);
  });

  await test.step('on the screen the secret is dots', async () => {
    await inspector.panel.getByText('Command and test address').click();
    const shown = page.getByTestId('inspector.webhook-curl');
    await expect(shown).toContainText("-H 'x-webhook-secret: ••••••'");
    await expect(shown).not.toContainText('a secret');
  });

  await test.step('copied, it is whole: a shell runs it and gets the answer', async () => {
    await inspector.panel.getByRole('button', { name: 'Copy as a curl command' }).click();
    const command = await page.evaluate(() => navigator.clipboard.readText());
    const answer = await call(await wordsOf(command));
    expect(await answer.json()).toEqual({ greeting: 'Hello POST' });
  });
});
