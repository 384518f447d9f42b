import { expectAccessible } from './fixtures/accessible';
import { expect, test } from './fixtures/test';
import { chain, start, type NodeSketch } from './fixtures/workflows';
import { VersionsPage } from './pages/versions-page';

const greet: NodeSketch = {
  ...{ id: 'greet', type: 'edit-fields', name: 'Greet' },
  parameters: { assignments: [{ name: 'text', type: 'string', value: 'Hello' }], keep: 'all' },
};
const end: NodeSketch = { id: 'end', type: 'no-op', name: 'End' };

test('two versions are compared, tagged and restored', async ({ editor, tenant, page }) => {
  const id = await tenant.seed(chain('Greetings', [start, greet]));
  await editor.open(id);
  await editor.publish(1, 'Says hello');
  await tenant.api.workflow.replaceDraft.mutate({
    ...{ tenant: tenant.slug, id, ifMatch: '*' },
    file: chain('Greetings', [
      start,
      {
        ...greet,
        parameters: { assignments: [{ name: 'text', type: 'string', value: 'Good day' }], keep: 'all' },
      },
      end,
    ]),
  });
  await expect(editor.version).toHaveText('v1 · 3 changes since');
  await editor.version.click();
  await expect(page.getByTestId('versions.summary')).toContainText('Greet');
  await page.keyboard.press('Escape');
  await editor.publish(2);

  const versions = new VersionsPage(page, tenant);
  await page.getByTestId('editor.versions').click();
  await expect(versions.row(2)).toContainText('Published');
  await expect(versions.row(1)).toContainText('Says hello');
  await expect(versions.comparison).toContainText('Version 1 → Version 2');
  await expect(versions.changes).toContainText('Hello');
  await expect(versions.changes).toContainText('Good day');
  expect(await versions.marked('before')).toEqual(['greet changed']);
  expect(await versions.marked('after')).toEqual(['end added', 'greet changed']);
  await page.getByTestId('versions.view.overlay').click();
  expect(await versions.marked('overlay')).toEqual(['end added', 'greet changed']);
  await expectAccessible(page, 'versions');

  await versions.tag(1, 'stable');
  await versions.tag(2, 'stable');
  await expect(versions.row(1).getByText('stable')).toBeHidden();

  await versions.restore(1);
  await expect(versions.row('draft')).toContainText('What the editor shows now');
  await versions.pick(1).uncheck();
  await versions.pick('draft').check();
  await expect(versions.comparison).toContainText('Version 2 → Draft');
  expect(await versions.marked('overlay')).toEqual(['end removed', 'greet changed']);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(versions.row('draft')).toContainText('Same as v2');
});

test('before the first publish there is nothing to compare, and the page says what to do', async ({
  editor,
  tenant,
  page,
}) => {
  const versions = new VersionsPage(page, tenant);
  await versions.open(await tenant.seed(chain('New', [start])));
  await expect(page.getByText('No version yet')).toBeVisible();
  await page.getByRole('link', { name: 'Open the editor' }).click();
  await expect(editor.version).toHaveText('Draft');
});
