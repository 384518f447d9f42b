import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { defaultParameters } from '@/core/node-kit/new-node';
import type { JsonObject } from '@/core/items/item';
import { fakeContext } from '@/testing/nodes/fake-context';
import { randomCases } from '@/testing/random-cases';
import { definition } from './definition';
import { executor } from './executor';

type XmlParameters = Parameters<typeof executor.executeItem>[0]['parameters'];

async function run(json: JsonObject, parameters: Partial<XmlParameters> = {}): Promise<JsonObject> {
  const whole = { ...defaultParameters(definition), ...parameters } as XmlParameters;
  const output = await executor.executeItem({ item: { json }, index: 0, parameters: whole }, fakeContext());
  return !Array.isArray(output) && 'json' in output ? output.json : {};
}
const toJson = (data: string, parameters: Partial<XmlParameters> = {}) => run({ data }, parameters);
const toXml = async (json: JsonObject, parameters: Partial<XmlParameters> = {}) =>
  (await run(json, { operation: 'to-xml', headless: true, outputField: 'out', ...parameters }))['out'];

const FEED = '<feed v="2"><item id="1">A</item><item id="2"> B  C </item><empty/><blank> </blank></feed>';

describe('XML to JSON', () => {
  it('merges attributes and keeps single elements single', async () => {
    expect(await toJson(FEED)).toEqual({
      feed: {
        v: '2',
        item: [
          { id: '1', _: 'A' },
          { id: '2', _: ' B  C ' },
        ],
        empty: '',
        blank: ' ',
      },
    });
  });

  it.each([
    [
      { mergeAttributes: false },
      {
        feed: {
          $: { v: '2' },
          item: [
            { $: { id: '1' }, _: 'A' },
            { $: { id: '2' }, _: ' B  C ' },
          ],
          empty: '',
          blank: ' ',
        },
      },
    ],
    [{ ignoreAttributes: true, trim: true }, { feed: { item: ['A', 'B  C'], empty: '', blank: '' } }],
    [{ ignoreAttributes: true, normalize: true }, { feed: { item: ['A', 'B C'], empty: '', blank: '' } }],
    [
      { ignoreAttributes: true, explicitArray: true, explicitRoot: false },
      { item: ['A', ' B  C '], empty: [''], blank: [' '] },
    ],
    [
      { attributeKey: '@', textKey: '#', mergeAttributes: false, explicitRoot: false },
      {
        '@': { v: '2' },
        item: [
          { '@': { id: '1' }, '#': 'A' },
          { '@': { id: '2' }, '#': ' B  C ' },
        ],
        empty: '',
        blank: ' ',
      },
    ],
  ] as const)('with %j', async (parameters, expected) => {
    expect(await toJson(FEED, parameters)).toEqual(expected);
  });

  it('reads names in lower case, CDATA and mixed texts', async () => {
    expect(await toJson('<A>x<B><![CDATA[<p>]]></B>y</A>', { normalizeTags: true })).toEqual({
      a: { b: '<p>', _: 'xy' },
    });
  });

  it('writes to a field where one is named', async () => {
    expect(await run({ data: '<a>1</a>', id: 7 }, { target: 'read.it' })).toEqual({
      data: '<a>1</a>',
      id: 7,
      read: { it: { a: '1' } },
    });
    expect(await toJson('<a>1</a>', { explicitRoot: false })).toEqual({ data: '1' });
  });

  it('reads large texts in a thread, to the same effect', async () => {
    const rows = Array.from({ length: 5000 }, (_, index) => `<r n="${index}"/>`).join('');
    const { all } = (await toJson(`<all>${rows}</all>`)) as { all: { r: JsonObject[] } };
    expect(all.r.length).toBe(5000);
    expect(all.r[4999]).toEqual({ n: '4999' });
  });

  it('never reaches a prototype, and refuses what is no XML', async () => {
    expect(JSON.stringify(await toJson('<a><__proto__><x>1</x></__proto__></a>'))).toBe(
      '{"a":{"\uFFFD__proto__":{"x":"1"}}}',
    );
    expect(({} as { x?: unknown }).x).toBeUndefined();
    await expect(toJson('<a')).rejects.toMatchObject({ code: 'xml.invalid' });
    await expect(run({})).rejects.toMatchObject({ code: 'xml.no-text' });
  });
});

describe('JSON to XML', () => {
  it('writes elements, lists, attributes and texts', async () => {
    const json = {
      order: {
        $: { id: 7, note: 'a "b"\n' },
        line: ['A', { $: { n: 1 }, _: 'B & C' }],
        none: null,
        yes: true,
      },
    };
    expect(await toXml(json)).toBe(
      '<order id="7" note="a &quot;b&quot;&#xA;">\n  <line>A</line>\n  <line n="1">B &amp; C</line>\n  <none/>\n  <yes>true</yes>\n</order>',
    );
  });

  it('takes a root of its own where there are several fields, or a name is given', async () => {
    expect(await toXml({ a: 1, b: [1, 2] })).toBe('<root>\n  <a>1</a>\n  <b>1</b>\n  <b>2</b>\n</root>');
    expect(await toXml({ a: 1 }, { rootName: 'top' })).toBe('<top>\n  <a>1</a>\n</top>');
    expect(await toXml({ a: '<' }, { cdata: true, headless: false })).toBe(
      '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<a><![CDATA[<]]></a>',
    );
    expect(await toXml({ a: ']]>' }, { cdata: true })).toBe('<a><![CDATA[]]]]><![CDATA[>]]></a>');
  });

  it.each([
    [{ 'a b': 1, c: 2 }, {}, 'xml.bad-name'],
    [{ a: '\u0001' }, {}, 'xml.bad-character'],
    [{ a: '\ud800' }, {}, 'xml.bad-character'],
    [{ a: '😀' }, { allowSurrogates: false }, 'xml.bad-character'],
  ])('refuses %j', async (json, parameters, code) => {
    await expect(toXml(json, parameters)).rejects.toMatchObject({ code });
  });

  it('comes back as it was', async () => {
    const name = fc.stringMatching(/^[a-z][a-z0-9]{0,5}$/);
    const text = fc
      .string({ unit: 'grapheme' })
      .filter((value) => value.trim() !== '' && !/\p{C}/u.test(value));
    const { tree } = fc.letrec((tie) => ({
      tree: fc.dictionary(
        name,
        fc.oneof({ depthSize: 'small' }, text, fc.array(text, { minLength: 2, maxLength: 3 }), tie('tree')),
        { minKeys: 1, maxKeys: 4, noNullPrototype: true },
      ),
    }));
    await fc.assert(
      fc.asyncProperty(tree, async (value) => {
        const json = { top: value } as JsonObject;
        const xml = String(await toXml(json));
        expect(await run({ data: xml })).toEqual(json);
      }),
      { numRuns: randomCases(200) },
    );
  });
});

it('keeps the fields beside the XML where that is wanted', async () => {
  const written = { operation: 'to-xml', headless: true } as const;
  expect(await run({ a: 1 }, written)).toEqual({ data: '<a>1</a>' });
  expect(await run({ a: 1 }, { ...written, keepFields: true })).toEqual({ a: 1, data: '<a>1</a>' });
});
