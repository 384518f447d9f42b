import type { PortableWorkflow } from '@/core/contracts/portable-workflow';
import { expectAccessible } from './fixtures/accessible';
import { expect, test } from './fixtures/test';
import { chain, start, type NodeSketch } from './fixtures/workflows';
import { RunPage } from './pages/run-page';

const called: NodeSketch = {
  id: 'called',
  type: 'sub-workflow-trigger',
  name: 'Called',
  parameters: {
    inputs: [
      { name: 'city', type: 'string', required: true },
      { name: 'rank', type: 'number', required: true },
      { name: 'note', type: 'any', required: false },
    ],
  },
};
const label: NodeSketch = {
  id: 'label',
  type: 'code',
  name: 'Label',
  parameters: { source: 'return { label: `${item.json.rank}. ${item.json.city}` };', mode: 'each' },
};
const cities: NodeSketch = {
  id: 'cities',
  type: 'code',
  name: 'Cities',
  parameters: { source: 'return [{ city: "Bern", rank: 1 }, { city: "Biel", rank: 2 }];' },
};
const call: NodeSketch = { id: 'call', type: 'sub-workflow', name: 'Label them' };

test('a workflow calls another: found by keyboard, its inputs shown and filled in, its run a link away', async ({
  editor,
  tenant,
  page,
}) => {
  await tenant.seed(chain('Labels of cities', [called, label]), { publish: true });
  await tenant.seed(chain('Labels without a trigger', [start]));
  await editor.open(await tenant.seed(chain('Caller', [start, cities, call])));
  await editor.inspect('Label them');
  const { inspector } = editor;

  await test.step('the callee is found with the keyboard', async () => {
    await inspector.field('workflow').press('Enter');
    const search = page.getByTestId('inspector.field.workflow.search');
    await expect(search).toBeFocused();
    await page.keyboard.type('labels');
    const options = page.getByRole('listbox').getByRole('option');
    await expect(options).toHaveCount(2);
    await expect(options.filter({ hasText: 'without a trigger' })).toContainText('trigger');
    await expectAccessible(page, 'picker of workflows');
    await page.keyboard.press('End');
    await expect(search).toHaveAttribute(
      'aria-activedescendant',
      (await options.nth(1).getAttribute('id')) ?? '',
    );
    await page.keyboard.press('Home');
    await expect(search).toHaveAttribute(
      'aria-activedescendant',
      (await options.nth(0).getAttribute('id')) ?? '',
    );
    const names = await options.allTextContents();
    for (let at = 0; at < names.findIndex((name) => name.includes('of cities')); at += 1) {
      await page.keyboard.press('ArrowDown');
    }
    await page.keyboard.press('Enter');
    await expect(search).toBeHidden();
    await expect(inspector.field('workflow')).toHaveText('Labels of cities');
    // Its id, which is what is stored, tells nobody anything.
    await expect(editor.node('Label them')).not.toContainText(/[0-9a-f]{8}-/);
  });

  await test.step('what it wants, with types; one press fills it in', async () => {
    const wanted = (name: string) => page.getByTestId(`inspector.field.inputs.wanted.${name}`);
    await expect(wanted('city')).toHaveText('citytextrequired');
    await expect(wanted('rank')).toHaveText('ranknumberrequired');
    await expect(wanted('note')).toHaveText('noteanyoptional');
    await page.getByTestId('inspector.field.inputs.wanted.add').click();
    await expect(wanted('city')).toContainText('given');
    await expect(inspector.field('inputs.0.value')).toHaveText('{{ $json.city }}');
    await expect(page.getByTestId('inspector.field.inputs.wanted.add')).toBeHidden();
    await page.getByTestId('inspector.field.inputs.2.remove').click();
  });

  const childLink = inspector.panel.getByRole('link', { name: 'Run 1' });
  await test.step('run: the answer of the other is the output of the node', async () => {
    await inspector.choose('mode', 'Once for each item');
    await editor.waitSaved();
    await editor.testRun();
    await expect(editor.runStatus).toHaveAttribute('data-status', 'succeeded');
    await inspector.openTab('Output');
    const output = inspector.data('output');
    await expect(output.getByRole('cell', { name: '1. Bern' })).toBeVisible();
    await expect(output.getByRole('cell', { name: '2. Biel' })).toBeVisible();
  });

  await test.step('the run that was called, and back', async () => {
    await page.getByTestId('inspector.pane.run').click();
    await expect(inspector.panel.getByRole('link', { name: /^Run \d$/ })).toHaveCount(2);
    await childLink.click();
    await expect(page.getByRole('heading', { name: 'Labels of cities', level: 1 })).toBeVisible();
    await new RunPage(page, tenant).expectStatus('succeeded');
    await page.getByTestId('run.parent').click();
    await expect(page.getByRole('heading', { name: 'Caller', level: 1 })).toBeVisible();
  });
});

/** Five items, two at a time through a branch, met at the end by what went past the loop. */
const batches: PortableWorkflow = {
  format: 'heddle.workflow/1',
  name: 'Batches',
  nodes: [
    { ...start, position: { x: 0, y: 0 } },
    {
      ...{ id: 'five', type: 'code', name: 'Five', position: { x: 320, y: 0 } },
      parameters: { source: 'return [1, 2, 3, 4, 5].map((id) => ({ id }));' },
    },
    {
      ...{ id: 'loop', type: 'loop', name: 'By twos', position: { x: 640, y: 0 } },
      parameters: { batchSize: 2 },
    },
    {
      ...{ id: 'square', type: 'edit-fields', name: 'Square', position: { x: 960, y: 200 } },
      parameters: { assignments: [{ name: 'square', type: 'number', value: '{{ $json.id * $json.id }}' }] },
    },
    { id: 'merge', type: 'merge', name: 'Together', position: { x: 1280, y: 0 } },
    {
      ...{ id: 'odd', type: 'filter', name: 'Odd', position: { x: 1600, y: 0 } },
      parameters: {
        conditions: [{ left: '{{ $json.id % 2 }}', operator: 'number.equals', right: 1 }],
      },
    },
  ],
  edges: [
    { id: 'e1', source: 'start', target: 'five' },
    { id: 'e2', source: 'five', target: 'loop' },
    { id: 'e3', source: 'loop', sourcePort: 'item', target: 'square' },
    { id: 'e4', source: 'square', target: 'loop', targetPort: 'next' },
    { id: 'e5', source: 'loop', sourcePort: 'done', target: 'merge', targetPort: 'input1' },
    { id: 'e6', source: 'five', target: 'merge', targetPort: 'input2' },
    { id: 'e7', source: 'merge', target: 'odd' },
  ],
};

test('a loop and a merge: items counted on the canvas, iterations in the timeline, and what came of an item', async ({
  editor,
  tenant,
  page,
}) => {
  await editor.open(await tenant.seed(batches));
  await editor.testRun();
  await expect(editor.runStatus).toHaveAttribute('data-status', 'succeeded');

  await test.step('counted', async () => {
    await expect(editor.node('Square')).toContainText('5 items');
    await expect(editor.node('Together')).toContainText('10 items');
    await expect(editor.edges.and(page.locator('[data-testid$=".e3"]'))).toHaveAttribute('data-items', '5');
  });

  await test.step('each iteration can be opened', async () => {
    const timeline = page.getByTestId('run.timeline');
    const loop = timeline.getByRole('treeitem', { name: 'By twos · 3 iterations' });
    await expect(loop).toHaveAttribute('aria-expanded', 'true');
    const third = timeline.getByRole('treeitem', { name: 'Iteration 3' });
    await third.click();
    const square = timeline.getByRole('treeitem', { level: 3 });
    await expect(square).toHaveText(/^Square1 item/);
    await loop.click();
    await expect(third).toBeHidden();
  });

  await test.step('the items that belong to the one pointed at', async () => {
    const { inspector } = editor;
    await editor.inspect('Odd');
    await page.getByTestId('inspector.expand').click();
    const row = (side: 'input' | 'output', index: number) =>
      inspector
        .data(side)
        .getByRole('row')
        .nth(index + 1);
    const marked = (side: 'input' | 'output') => inspector.data(side).locator('[data-marked]');
    await expect(inspector.data('output').getByRole('row')).toHaveCount(7);
    await row('output', 1).hover();
    await expect(marked('input')).toHaveCount(1);
    await expect(row('input', 2)).toHaveAttribute('data-marked', 'true');
    await inspector.name.hover();
    await expect(marked('input')).toHaveCount(0);
    // Held on to, with the keyboard too; what came to nothing marks nothing.
    await row('input', 4).getByRole('button').press('Enter');
    await expect(marked('output')).toHaveCount(1);
    await expect(row('output', 2)).toHaveAttribute('data-marked', 'true');
    await expect(page.getByTestId('lineage')).toContainText('Came from');
    await row('input', 3).hover();
    await expect(marked('output')).toHaveCount(0);
    await expectAccessible(page, 'lineage');
  });
});
