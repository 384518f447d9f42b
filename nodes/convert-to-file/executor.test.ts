import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FileRef, JsonObject } from '@/core/items/item';
import { readZip } from '@/core/files/zip';
import { defaultParameters } from '@/core/node-kit/new-node';
import { run as extract, type ExtractJob } from '@/nodes/extract-from-file/job';
import { fakeContext } from '@/testing/nodes/fake-context';
import { fakeFiles } from '@/testing/nodes/fake-files';
import { randomCases } from '@/testing/random-cases';
import { definition } from './definition';
import { executor } from './executor';

type ConvertParameters = Parameters<typeof executor.execute>[0]['parameters'];
const files = fakeFiles();

interface Made {
  json: JsonObject;
  file: FileRef | undefined;
  bytes: Uint8Array;
  text: string;
  from: unknown;
}

async function convert(rows: JsonObject[], given: Partial<ConvertParameters>): Promise<Made[]> {
  const parameters = { ...defaultParameters(definition), ...given } as ConvertParameters;
  const items = rows.map((json) => ({ json }));
  const result = await executor.execute(
    { items: () => items, parameters, parametersFor: () => parameters },
    fakeContext({ files }),
  );
  if (result.kind !== 'done') throw new Error('expected an output');
  return Promise.all(
    (result.outputs['main'] ?? []).map(async ({ json, binary, from }) => {
      const file = binary?.[parameters.file];
      const bytes = file ? await files.read(file) : new Uint8Array();
      return { json, file, bytes, text: new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes), from };
    }),
  );
}
const first = async (rows: JsonObject[], given: Partial<ConvertParameters>) =>
  (await convert(rows, given))[0]?.text;

const READ: Omit<ExtractJob, 'format' | 'bytes'> = {
  ...{ headerRow: true, emptyCells: false, numbers: false, maxRows: 0, limit: 1000 },
  ...{ delimiter: ',', fromLine: 1, relaxQuotes: false, skipBadRows: false },
  ...{ sheet: '', range: '', asText: false, dates: 'iso', encoding: 'utf-8', keepBom: false },
  ...{ joinPages: true, maxPages: 0, password: '', maxBytes: 10_000_000 },
};

describe('CSV', () => {
  it('has a row for each item and a column for each field', async () => {
    const rows = [{ a: 1, b: 'x' }, { b: 'y"z', c: { d: true, e: [1] } }, { a: null }];
    const [made] = await convert(rows, {});
    expect(made).toMatchObject({
      json: {},
      file: { name: 'data.csv', mediaType: 'text/csv' },
      text: 'a,b,c.d,c.e\n1,x,,\n,"y""z",TRUE,[1]\n,,,\n',
      from: [0, 1, 2].map((index) => ({ port: 'main', index })),
    });
  });

  it.each([
    [{ delimiter: ';', lineEnds: 'crlf' }, 'a;b\r\n"1;2"; \r\n'.replace('; ', ';" "')],
    [{ delimiter: '\\t', headerRow: false }, '1;2\t" "\n'],
    [{ addBom: true }, '\uFEFFa,b\n1;2," "\n'],
  ] as const)('with %j', async (given, expected) => {
    expect(await first([{ a: '1;2', b: ' ' }], given)).toBe(expected);
  });

  it('disarms formulas where that is wanted, and numbers stay', async () => {
    const rows = [{ a: '=1+1', b: '-5', c: '@x', d: '+49 1' }];
    expect(await first(rows, { headerRow: false, escapeFormulas: true })).toBe("'=1+1,-5,'@x,'+49 1\n");
    expect(await first(rows, { headerRow: false })).toBe('=1+1,-5,@x,+49 1\n');
  });

  it('is written in other encodings, or says what cannot be', async () => {
    const bytesOf = async (encoding: string, a: string) =>
      (await convert([{ a }], { encoding, headerRow: false }))[0]?.bytes;
    expect(await bytesOf('windows-1252', 'ä€')).toEqual(Uint8Array.of(0xe4, 0x80, 10));
    expect(await bytesOf('shift_jis', 'あ')).toEqual(Uint8Array.of(0x82, 0xa0, 10));
    expect(await bytesOf('utf-16le', 'a')).toEqual(Uint8Array.of(97, 0, 10, 0));
    await expect(bytesOf('latin1', 'あ')).rejects.toMatchObject({ code: 'file.not-in-encoding' });
    await expect(bytesOf('klingon', 'a')).rejects.toMatchObject({ code: 'file.unknown-encoding' });
    await expect(convert([{ a: 1 }], { delimiter: '::' })).rejects.toMatchObject({
      code: 'csv.bad-separator',
    });
  });
});

describe('tables', () => {
  const name = fc.stringMatching(/^[a-z]{1,6}$/);
  const text = fc
    .string({ unit: 'grapheme', minLength: 1, maxLength: 20 })
    .map((value) => value.replace(/\p{C}/gu, '').trim())
    .filter((value) => value !== '' && !/_x[0-9a-f]{4}_/i.test(value));
  const number = fc
    .double({ noNaN: true, noDefaultInfinity: true })
    .map((value) => (Object.is(value, -0) ? 0 : value));
  const rowsOf = (value: fc.Arbitrary<string | number | boolean>) =>
    fc.uniqueArray(name, { minLength: 1, maxLength: 4 }).chain((names) =>
      fc.array(fc.record(Object.fromEntries(names.map((key) => [key, value]))), {
        minLength: 1,
        maxLength: 5,
      }),
    );

  it.each([
    ['csv', text],
    ['html', text.map((value) => value.replace(/\s+/g, ' ').trim() || 'x')],
    ['rtf', text],
    ['xlsx', fc.oneof(text, number, fc.boolean())],
    ['ods', fc.oneof(text, number, fc.boolean())],
  ] as const)('come back from %s as they were', async (format, value) => {
    await fc.assert(
      fc.asyncProperty(rowsOf(value as fc.Arbitrary<string | number | boolean>), async (rows) => {
        const [made] = await convert(rows, { format });
        expect(await extract({ ...READ, format, bytes: made?.bytes ?? new Uint8Array() })).toEqual({ rows });
      }),
      { numRuns: randomCases(60) },
    );
  });

  it('are a workbook with the sheet that is named', async () => {
    const [made] = await convert([{ a: 1 }], { format: 'xlsx', sheetName: 'a/b: [c]', fileName: 'x.xlsx' });
    expect(made?.file).toMatchObject({
      name: 'x.xlsx',
      mediaType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    });
    const parts = readZip(made?.bytes ?? new Uint8Array(), { maxBytes: 100_000, maxEntries: 10 });
    const workbook = parts.find((part) => part.name === 'xl/workbook.xml');
    expect(new TextDecoder().decode(workbook?.read())).toContain('<sheet name="a_b_ _c_"');
  });

  it('of nothing are nothing', async () => {
    expect(await convert([], { format: 'xlsx' })).toEqual([]);
  });
});

describe('JSON, text and base64', () => {
  it('writes one file, or one for each item', async () => {
    const rows = [{ a: 1 }, { a: 2 }];
    expect(await first(rows, { format: 'json' })).toBe('[{"a":1},{"a":2}]');
    const each = await convert(rows, {
      format: 'json',
      jsonOf: 'each',
      pretty: true,
      keepFields: true,
      file: 'f',
    });
    expect(each.map(({ json, text, from }) => ({ json, text, from }))).toEqual([
      { json: { a: 1 }, text: '{\n  "a": 1\n}', from: [{ port: 'main', index: 0 }] },
      { json: { a: 2 }, text: '{\n  "a": 2\n}', from: [{ port: 'main', index: 1 }] },
    ]);
  });

  it('writes a field as text', async () => {
    const [made] = await convert([{ x: { y: 'ä' } }], { format: 'text', field: 'x.y', fileName: 'note.md' });
    expect(made).toMatchObject({ text: 'ä', file: { name: 'note.md', mediaType: 'text/markdown' } });
    const said = { format: 'text', field: 'x', mediaType: 'text/html' } as const;
    const [page] = await convert([{ x: '<p>' }], said);
    expect(page).toMatchObject({ text: '<p>', file: { mediaType: 'text/html' } });
  });

  it('knows a file in base64 by its first bytes, its name, or what is said', async () => {
    const png = 'iVBORw0KGgoAAAANSUhEUg==';
    const of = async (data: string, given: Partial<ConvertParameters> = {}) =>
      (await convert([{ data }], { format: 'base64', ...given }))[0]?.file;
    expect(await of(png)).toMatchObject({ name: 'file.png', mediaType: 'image/png' });
    expect(await of(`data:image/png;base64,${png}`)).toMatchObject({ mediaType: 'image/png' });
    expect(await of('SGVsbG8', { fileName: 'a.txt' })).toMatchObject({ size: 5, mediaType: 'text/plain' });
    expect(await of('SGVs\nbG8=', { mediaType: 'x/y' })).toMatchObject({
      name: 'file.bin',
      mediaType: 'x/y',
    });
    await expect(of('<hello>')).rejects.toMatchObject({ code: 'file.not-base64' });
    await expect(of('', { field: 'other' })).rejects.toMatchObject({ code: 'file.no-field' });
  });
});
