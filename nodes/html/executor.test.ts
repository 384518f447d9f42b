import { describe, expect, it } from 'vitest';
import { defaultParameters } from '@/core/node-kit/new-node';
import type { Item, JsonObject } from '@/core/items/item';
import { fakeContext } from '@/testing/nodes/fake-context';
import { aFile, fakeFiles } from '@/testing/nodes/fake-files';
import { definition } from './definition';
import { executor } from './executor';
import type { WantedValue } from './job';

type HtmlParameters = Parameters<typeof executor.executeItem>[0]['parameters'];
const files = fakeFiles();

async function run(item: Item, parameters: Partial<HtmlParameters>): Promise<JsonObject[]> {
  const whole = { ...defaultParameters(definition), ...parameters } as HtmlParameters;
  const output = await executor.executeItem({ item, index: 0, parameters: whole }, fakeContext({ files }));
  return Array.isArray(output) ? output.map(({ json }) => json) : 'json' in output ? [output.json] : [];
}
async function take(html: string, wanted: Partial<WantedValue>, parameters: Partial<HtmlParameters> = {}) {
  const value = {
    key: 'v',
    selector: 'p',
    take: 'text',
    attribute: '',
    skip: '',
    asList: false,
    ...wanted,
  } as const;
  return (await run({ json: { data: html } }, { values: [value], ...parameters }))[0]?.['v'];
}

describe('taking values', () => {
  it.each([
    ['<p>a</p><p> b\n  c </p>', {}, 'a b c'],
    ['<p>a</p><p>b</p>', { asList: true }, ['a', 'b']],
    ['<p>a<b>x</b>c</p>', { skip: 'b, i' }, 'ac'],
    ['<p>a<b>&lt;x&gt;</b></p>', { take: 'html' }, 'a<b>&lt;x&gt;</b>'],
    [
      '<a href=1></a><a></a><a href=2></a>',
      { selector: 'a', take: 'attribute', attribute: 'href', asList: true },
      ['1', '2'],
    ],
    ['<a href=1></a>', { selector: 'a', take: 'attribute', attribute: 'constructor' }, undefined],
    ['<input value="x">', { selector: 'input', take: 'value' }, 'x'],
    ['<textarea>t</textarea>', { selector: 'textarea', take: 'value' }, 't'],
    ['<select><option>a<option value=2 selected>b</select>', { selector: 'select', take: 'value' }, '2'],
    ['<table><tr><td>1</table>', { selector: 'table > tbody > tr > td' }, '1'],
    ['<p>one</p><p>two</p>', { selector: 'p:contains(two)' }, 'two'],
    ['<p>one</p><p>two</p>', { selector: 'p:last' }, 'two'],
    ['<i>x</i>', {}, undefined],
    ['<i>x</i>', { asList: true }, []],
    ['<p></p>', {}, undefined],
  ] as const)('%s with %j', async (html, wanted, expected) => {
    expect(await take(html, wanted)).toEqual(expected);
  });

  it('leaves blanks where they are to stay', async () => {
    expect(await take('<p> a\n b </p>', {}, { cleanUp: false })).toBe('a\n b');
    expect(await take('<p> a\n b </p>', {}, { cleanUp: false, trim: false })).toBe(' a\n b ');
  });

  it('gives an item for each page of a list, with the other fields or without', async () => {
    const values = [
      { key: 'a.b', selector: 'p', take: 'text', attribute: '', skip: '', asList: false } as const,
    ];
    const json = { pages: ['<p>1</p>', '<p>2</p>'] };
    expect(await run({ json }, { field: 'pages', values })).toEqual([{ a: { b: '1' } }, { a: { b: '2' } }]);
    expect((await run({ json }, { field: 'pages', values, keepFields: true }))[1]).toEqual({
      ...json,
      a: { b: '2' },
    });
  });

  it('reads a file in the encoding that it names', async () => {
    const page = Buffer.from('<meta charset="windows-1252"><p>\u00e4</p>', 'latin1');
    const item = { json: {}, binary: { page: await aFile(files, Uint8Array.from(page)) } };
    const values = [
      { key: 'v', selector: 'p', take: 'text', attribute: '', skip: '', asList: false } as const,
    ];
    expect(await run(item, { source: 'file', file: 'page', values })).toEqual([{ v: 'ä' }]);
  });

  it('refuses what cannot be', async () => {
    await expect(take('<p>', { selector: 'p[' })).rejects.toMatchObject({ code: 'html.bad-selector' });
    await expect(take('<p>', { key: '__proto__.x' })).rejects.toMatchObject({ code: 'field.forbidden-name' });
    await expect(run({ json: {} }, {})).rejects.toMatchObject({ code: 'html.no-text' });
    await expect(take('<b>'.repeat(3000), { selector: 'b' })).rejects.toMatchObject({
      code: 'html.too-deep',
    });
  });
});

it('writes a template', async () => {
  expect(
    await run({ json: { a: 1 } }, { operation: 'template', template: '<p>x</p>', keepFields: true }),
  ).toEqual([{ a: 1, html: '<p>x</p>' }]);
});
