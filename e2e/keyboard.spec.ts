import { expect, test } from './fixtures/test';
import { chain, start, type NodeSketch } from './fixtures/workflows';

const first: NodeSketch = { id: 'first', type: 'no-op', name: 'First' };
const second: NodeSketch = { id: 'second', type: 'no-op', name: 'Second' };

/** What a file says, as `Source.port → Target`. */
function edgesOf(file: {
  nodes: readonly { id: string; name: string }[];
  edges?: readonly { source: string; sourcePort?: string; target: string }[] | undefined;
}): string[] {
  const name = (id: string) => file.nodes.find((node) => node.id === id)?.name ?? id;
  return (file.edges ?? [])
    .map((edge) => `${name(edge.source)}.${edge.sourcePort ?? 'main'} → ${name(edge.target)}`)
    .sort();
}

test('a workflow of five nodes is built, wired, moved and run without a mouse', async ({
  editor,
  tenant,
  page,
}) => {
  await editor.open(await tenant.seed(chain('By keyboard', [])));
  const { keyboard } = page;
  const announced = page.getByTestId('canvas.announcement');
  const add = async (words: string, name: string) => {
    await expect(page.getByTestId('palette.search')).toBeFocused();
    await keyboard.type(words);
    await keyboard.press('Enter');
    await expect(editor.node(name)).toBeVisible();
    await expect(announced).toHaveText(`${name} added`);
    // The inspector opened; the canvas keeps the keyboard.
    await expect(editor.canvas.locator(':focus')).toBeVisible();
    await keyboard.press('Escape');
  };

  await test.step('add the first node, and what follows with Tab and N', async () => {
    await editor.canvas.focus();
    await keyboard.press('n');
    await add('manual', 'Manual trigger');
    await keyboard.press('Tab');
    await add('edit fields', 'Edit fields');
    await keyboard.press('n');
    await add('if', 'If');
    await expect(editor.edges).toHaveCount(2);
  });

  await test.step('two nodes that stand free', async () => {
    for (const name of ['No operation', 'No operation 2']) {
      await keyboard.press('Escape');
      await keyboard.press('/');
      await add('no-op', name);
    }
    await expect(editor.nodes).toHaveCount(5);
    await expect(editor.edges).toHaveCount(2);
  });

  await test.step('connect: choose the output, then the node', async () => {
    for (const [port, target] of [
      ['true', 'No operation'],
      ['false', 'No operation 2'],
    ] as const) {
      await keyboard.press('Control+f');
      await page.getByTestId('search.query').fill('If');
      await keyboard.press('Enter');
      await keyboard.press('Escape');
      await keyboard.press('Escape');
      await keyboard.press('c');
      const wire = page.getByTestId('wire');
      await expect(wire.getByTestId('wire.query')).toBeFocused();
      await keyboard.type(port);
      await keyboard.press('Enter');
      await keyboard.type(target);
      await keyboard.press('Enter');
      await expect(wire).toBeHidden();
      await expect(announced).toHaveText(`If connected to ${target}`);
    }
    await expect(editor.edges).toHaveCount(4);
  });

  await test.step('what cannot be connected says why', async () => {
    await keyboard.press('c');
    await keyboard.type('false');
    await keyboard.press('Enter');
    await keyboard.type('No operation 2');
    const choice = page.getByTestId('wire').getByRole('option', { name: /No operation 2/ });
    await expect(choice).toHaveAttribute('aria-disabled', 'true');
    await expect(choice).toContainText('connected already');
    await keyboard.press('Enter');
    await expect(page.getByTestId('wire')).toBeVisible();
    await keyboard.press('Escape');
    await expect(editor.edges).toHaveCount(4);
  });

  await test.step('walk, rename, move, switch off, undo', async () => {
    await keyboard.press('ArrowLeft');
    await expect(announced).toHaveText('Edit fields selected');
    await keyboard.press('F2');
    await keyboard.type('Prepare');
    await keyboard.press('Enter');
    await expect(editor.node('Prepare')).toBeVisible();
    await keyboard.press('Alt+ArrowDown');
    await expect(announced).toHaveText('Moved');
    await keyboard.press('d');
    await expect(editor.node('Prepare').getByLabel('Disabled')).toBeVisible();
    await keyboard.press('Control+z');
    await expect(editor.node('Prepare').getByLabel('Disabled')).toBeHidden();
  });

  await test.step('it is saved as built', async () => {
    await editor.waitSaved();
    const { body } = await tenant.rest('GET', `/workflows/${editor.workflowId}`);
    expect(edgesOf(body as Parameters<typeof edgesOf>[0])).toEqual([
      'If.false → No operation 2',
      'If.true → No operation',
      'Manual trigger.main → Prepare',
      'Prepare.main → If',
    ]);
  });

  await test.step('and runs, once the condition says what it is about', async () => {
    await keyboard.press('ArrowRight');
    await expect(announced).toHaveText('If selected');
    await keyboard.press('Enter');
    await editor.inspector.field('conditions.0.left').focus();
    await keyboard.type('yes');
    await keyboard.press('Control+Enter');
    await expect(editor.runStatus).toBeVisible();
  });
});

test('the keyboard map tells every key, and the command menu goes anywhere', async ({
  editor,
  tenant,
  page,
}) => {
  await editor.open(await tenant.seed(chain('Commands', [start, first])));
  await editor.canvas.focus();
  await page.keyboard.press('?');
  const map = page.getByTestId('keyboard.map');
  await expect(map.getByText('Tidy up')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(map).toBeHidden();

  await page.keyboard.press('Control+k');
  await page.getByTestId('command.query').fill('edit fields');
  await page.keyboard.press('Enter');
  await expect(editor.node('Edit fields')).toBeVisible();

  await page.keyboard.press('Control+k');
  await page.getByTestId('command.query').fill('audit');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'Audit log' })).toBeVisible();

  await page.keyboard.press('Control+k');
  await expect(page.getByTestId('command.item.go.audit')).toBeVisible();
  await page.getByTestId('command.query').fill('Commands');
  await page.keyboard.press('Enter');
  await expect(editor.node('First')).toBeVisible();
});

test('several nodes are aligned, duplicated and tidied, each in one step', async ({
  editor,
  tenant,
  page,
}) => {
  const file = chain('Arranged', [start, first, second]);
  for (const [index, node] of file.nodes.entries()) node.position.y = index * 90;
  const id = await tenant.seed(file);
  await editor.open(id);
  await editor.canvas.focus();
  await page.keyboard.press('Control+a');
  await page.getByTestId('canvas.selection.align-top').click();
  const rows = async () => {
    await editor.waitSaved();
    const { body } = await tenant.rest('GET', `/workflows/${id}`);
    return (body as typeof file).nodes.map((node) => node.position.y);
  };
  await expect.poll(rows).toEqual([0, 0, 0]);
  await page.keyboard.press('Control+z');
  await expect.poll(rows).toEqual([0, 90, 180]);

  await editor.canvas.focus();
  await page.keyboard.press('t');
  await expect.poll(rows).toEqual([0, 0, 0]);
  await page.keyboard.press('Control+z');
  await expect.poll(rows).toEqual([0, 90, 180]);

  await page.keyboard.press('Control+a');
  await page.keyboard.press('Control+d');
  await expect(editor.nodes).toHaveCount(6);
  await expect(editor.edges).toHaveCount(4);
});

test('a node goes on an edge: from the palette, from the canvas, and by its +', async ({
  editor,
  tenant,
  page,
}) => {
  const file = chain('Edges', [start, first]);
  file.nodes[1] = {
    ...file.nodes[1],
    id: 'first',
    type: 'no-op',
    name: 'First',
    position: { x: 640, y: 200 },
  };
  file.nodes.push({ id: 'loose', type: 'no-op', name: 'Loose', position: { x: 320, y: 420 } });
  await editor.open(await tenant.seed(file));
  const edge = editor.edges.first();
  const middle = async () => {
    const box = await edge.locator('.react-flow__edge-path').boundingBox();
    return { x: (box?.x ?? 0) + (box?.width ?? 0) / 2, y: (box?.y ?? 0) + (box?.height ?? 0) / 2 };
  };

  // Hovering waits until the view has come to rest.
  await editor.node('Loose').hover({ position: { x: 116, y: 20 } });
  const at = await middle();
  await page.mouse.down();
  // A drag begins with a small move.
  await page.mouse.move(at.x, at.y + 190, { steps: 20 });
  await page.mouse.move(at.x, at.y + 60, { steps: 4 });
  await page.mouse.move(at.x, at.y, { steps: 4 });
  await expect(editor.canvas.locator('[data-drop]')).toHaveCount(1);
  await page.mouse.up();
  await expect(editor.edges).toHaveCount(2);
  await editor.undo();
  await expect(editor.edges).toHaveCount(1);

  const onEdge = await middle();
  await page.mouse.move(onEdge.x, onEdge.y);
  await page.locator('[data-testid^="canvas.insert."]').click();
  await editor.addFromPalette('edit-fields');
  await expect(editor.edges).toHaveCount(2);
  await editor.undo();
  await expect(editor.edges).toHaveCount(1);
});

test('search finds values and notes, and replaces in all nodes as one step', async ({
  editor,
  tenant,
  page,
}) => {
  const call = (id: string, name: string): NodeSketch => ({
    id,
    type: 'http-request',
    name,
    parameters: { url: `https://old.example.com/${id}` },
  });
  await editor.open(await tenant.seed(chain('Searched', [start, call('a', 'Ask'), call('b', 'Tell')])));
  await editor.canvas.focus();
  await page.keyboard.press('Control+f');
  await page.getByTestId('search.query').fill('old.example');
  await expect(page.getByTestId('search').getByRole('option')).toHaveCount(2);
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(editor.inspector.name).toHaveValue('Tell');

  await page.getByRole('button', { name: 'Replace', exact: true }).first().click();
  await page.getByTestId('search.by').fill('new.example');
  await page.getByTestId('search.replace-all').click();
  await expect(editor.inspector.field('url')).toHaveValue('https://new.example.com/b');
  await editor.undo();
  await expect(editor.inspector.field('url')).toHaveValue('https://old.example.com/b');
});

test('the settings of the workflow are kept', async ({ editor, tenant, page }) => {
  const id = await tenant.seed(chain('Settings', [start]));
  await editor.open(id);
  await page.getByTestId('editor.menu').click();
  await page.getByTestId('editor.menu.settings').click();
  const dialog = page.getByTestId('settings');
  await dialog.getByTestId('settings.timezone').fill('Europe/Nowhere');
  await expect(dialog.getByTestId('settings.save')).toBeDisabled();
  await dialog.getByTestId('settings.timezone').fill('Europe/Vienna');
  await dialog.getByTestId('settings.limit').fill('15');
  await dialog.getByTestId('settings.name').fill('Set');
  await dialog.getByTestId('settings.save').click();
  await expect(dialog).toBeHidden();
  await editor.waitSaved();
  const { body } = await tenant.rest('GET', `/workflows/${id}`);
  expect(body).toMatchObject({ name: 'Set', settings: { timezone: 'Europe/Vienna', timeoutMs: 900_000 } });
});
