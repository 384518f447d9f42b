import { expect, it } from 'vitest';
import { defaultParameters } from '@/core/node-kit/new-node';
import type { JsonObject } from '@/core/items/item';
import { runList } from '@/testing/nodes/run-list';
import { definition } from './definition';
import { executor } from './executor';

type TableParameters = Parameters<typeof executor.execute>[0]['parameters'];

async function table(rows: JsonObject[], parameters: Partial<TableParameters> = {}): Promise<unknown> {
  const whole = { ...defaultParameters(definition), styled: false, ...parameters } as TableParameters;
  const { main } = await runList(executor, { main: rows }, whole);
  return main?.map(({ json }) => json['table']);
}

it('has a column for every field there is, in the order they come up', async () => {
  expect(await table([{ b: 1 }, { a: { x: 1 }, b: '<&">' }])).toEqual([
    '<table><thead><tr><th>b</th><th>a</th></tr></thead><tbody><tr><td>1</td><td></td></tr><tr><td>&lt;&amp;&quot;&gt;</td><td>{&quot;x&quot;:1}</td></tr></tbody></table>',
  ]);
});

it('takes the columns that are named, with capitals and a caption', async () => {
  const [made] = (await table([{ person: { first_name: 'Ada' }, age: 3 }], {
    columns: 'person.first_name, age',
    capitalize: true,
    caption: 'A & B',
    rowAttributes: 'class="r"',
    cellAttributes: "data-x='1'",
  })) as string[];
  expect(made).toContain(
    '<caption>A &amp; B</caption><thead><tr class="r"><th>Person.first Name</th><th>Age</th></tr>',
  );
  expect(made).toContain("<td data-x='1'>Ada</td>");
});

it('carries styles unless there are others, and no tags in attributes', async () => {
  expect(await table([{ a: 1 }], { styled: true, tableAttributes: 'style="color:red"' })).toEqual([
    expect.stringMatching(/^<table style="color:red"><thead><tr><th style="[^"]+">a<\/th>/),
  ]);
  await expect(table([{ a: 1 }], { tableAttributes: '><script' })).rejects.toMatchObject({
    code: 'html-table.bad-attributes',
  });
  expect(await table([])).toEqual([]);
});
