import { describe, expect, it } from 'vitest';
import type { JsonObject } from '@/core/items/item';
import { writeZip } from '@/core/files/zip';
import { defaultParameters } from '@/core/node-kit/new-node';
import { STANDARD_LIMITS } from '@/core/limits/limits';
import { fakeContext } from '@/testing/nodes/fake-context';
import { aFile, fakeFiles } from '@/testing/nodes/fake-files';
import { definition } from './definition';
import { executor } from './executor';

type ExtractParameters = Parameters<typeof executor.executeItem>[0]['parameters'];
const files = fakeFiles();
const limits = { ...STANDARD_LIMITS, 'step.items': 1000, 'data.file-bytes': 1_000_000 };

async function extract(content: string | Uint8Array, given: Partial<ExtractParameters>) {
  const parameters = { ...defaultParameters(definition), ...given } as ExtractParameters;
  const item = { json: { id: 7 }, binary: { data: await aFile(files, content) } };
  const output = await executor.executeItem({ item, index: 0, parameters }, fakeContext({ files, limits }));
  return Array.isArray(output) ? output : 'json' in output ? [output] : [];
}
const json = async (
  content: string | Uint8Array,
  given: Partial<ExtractParameters> = {},
): Promise<JsonObject[]> => (await extract(content, given)).map((item) => item.json);

function workbook(sheet: string, more: Record<string, string> = {}): Uint8Array {
  const parts: Record<string, string> = {
    'xl/workbook.xml':
      '<workbook xmlns:r="r"><workbookPr/><sheets><sheet name="One" r:id="a"/><sheet name="Two" r:id="b"/></sheets></workbook>',
    'xl/_rels/workbook.xml.rels':
      '<Relationships><Relationship Id="a" Target="worksheets/sheet1.xml"/><Relationship Id="b" Target="/xl/worksheets/sheet2.xml"/></Relationships>',
    'xl/worksheets/sheet1.xml': `<worksheet><sheetData>${sheet}</sheetData></worksheet>`,
    'xl/worksheets/sheet2.xml':
      '<worksheet><sheetData><row><c><v>1</v></c></row><row><c><v>2</v></c></row></sheetData></worksheet>',
    ...more,
  };
  const files = Object.entries(parts).map(([name, text]) => ({
    name,
    bytes: new TextEncoder().encode(text),
  }));
  return writeZip(files, 0);
}

describe('CSV', () => {
  it.each([
    ['a,b\r\n1,"x, ""y""\nz"\r\n', {}, [{ a: '1', b: 'x, "y"\nz' }]],
    ['\uFEFFa;b\n1;2', { delimiter: ';' }, [{ a: '1', b: '2' }]],
    ['a\tb\n1\t2', { delimiter: '\\t' }, [{ a: '1', b: '2' }]],
    ['a|b\n1|2', { delimiter: '' }, [{ a: '1', b: '2' }]],
    [
      'a,b\n\n1\n1,2,3\n',
      {},
      [
        { a: '1', b: '' },
        { a: '1', b: '2', column_3: '3' },
      ],
    ],
    ['a,a,\n1,2,3', {}, [{ a: '1', a_1: '2', __EMPTY: '3' }]],
    ['1,2', { headerRow: false }, [{ row: ['1', '2'] }]],
    ['junk\nmore\na,b\n1,2', { fromLine: 3 }, [{ a: '1', b: '2' }]],
    ['a\n1\n2\n3', { maxRows: 2 }, [{ a: '1' }, { a: '2' }]],
    ['a,b,c,d\n1,-2.5,007,1e5', { numbers: true }, [{ a: 1, b: -2.5, c: '007', d: '1e5' }]],
    ['a\nx"y\nz', { relaxQuotes: true }, [{ a: 'x"y' }, { a: 'z' }]],
    ['a\n"x"y"\nz', { relaxQuotes: true }, [{ a: 'x"y' }, { a: 'z' }]],
    ['a\nx"y\nz\n"q"w\n1', { skipBadRows: true }, [{ a: 'z' }, { a: '1' }]],
    ['__proto__\n1', {}, [{ '\uFFFD__proto__': '1' }]],
    ['a\n""\n', {}, []],
    ['', {}, []],
  ] as const)('%j with %j', async (content, given, expected) => {
    expect(await json(content, given)).toEqual(expected);
  });

  it('is read in the encoding that is named', async () => {
    expect(await json(Uint8Array.of(0x61, 10, 0xe4), { encoding: 'windows-1252' })).toEqual([{ a: 'ä' }]);
  });

  it.each([
    ['a\nx"y', {}, { code: 'csv.bad-row', details: { line: 2, fault: 'quote-inside' } }],
    ['a\n"x\ny', {}, { code: 'csv.bad-row', details: { line: 2, fault: 'unclosed' } }],
    ['a\n1\n"x"y', {}, { code: 'csv.bad-row', details: { line: 3, fault: 'after-quote' } }],
    [`a${','.repeat(20_000)}`, {}, { code: 'csv.bad-row', details: { fault: 'columns' } }],
    ['a', { delimiter: 'ab' }, { code: 'csv.bad-separator' }],
    [`a\n${'1\n'.repeat(1001)}`, {}, { code: 'file.too-many-rows', details: { limit: 1000 } }],
  ] as const)('%j is refused', async (content, given, failure) => {
    await expect(json(content, given)).rejects.toMatchObject(failure);
  });
});

describe('Excel', () => {
  const styles =
    '<styleSheet><numFmts><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd hh:mm"/><numFmt numFmtId="165" formatCode="0.00 &quot;days&quot;"/></numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="165"/><xf numFmtId="21"/></cellXfs></styleSheet>';
  const strings =
    '<sst><si><t>name</t></si><si><r><t>A</t></r><r><t xml:space="preserve"> b</t></r><rPh><t>x</t></rPh></si></sst>';
  const rows =
    '<row r="2"><c r="B2" t="s"><v>0</v></c><c r="C2" t="inlineStr"><is><t>day</t></is></c><c r="D2" t="str"><v>at</v></c><c r="E2" t="str"><v>n</v></c><c r="F2" t="str"><v>ok</v></c><c r="G2" t="str"><v>err</v></c><c r="H2" t="str"><v>time</v></c></row>' +
    '<row r="4"><c r="B4" t="s"><v>1</v></c><c r="C4" s="1"><f>TODAY()</f><v>46082</v></c><c r="D4" s="2"><v>46082.5</v></c><c r="E4" s="3"><v>1.5</v></c><c r="F4" t="b"><v>1</v></c><c r="G4" t="e"><v>#N/A</v></c><c r="H4" s="4"><v>0.25</v></c></row>';
  const book = workbook(rows, { 'xl/styles.xml': styles, 'xl/sharedStrings.xml': strings });

  it('gives values, dates and what formulas gave', async () => {
    expect(await json(book, { format: 'xlsx', range: 'B2:H4' })).toEqual([
      {
        name: 'A b',
        day: '2026-03-01',
        at: '2026-03-01T12:00:00',
        n: 1.5,
        ok: true,
        err: '#N/A',
        time: '06:00:00',
      },
    ]);
    expect(await json(book, { format: 'xlsx', range: 'C1:F9', dates: 'number' })).toEqual([
      { day: 46082, at: 46082.5, n: 1.5, ok: true },
    ]);
    expect(await json(book, { format: 'xlsx', range: 'E:F', asText: true })).toEqual([
      { n: '1.5', ok: 'TRUE' },
    ]);
    expect(await json(book, { format: 'xlsx' })).toEqual([expect.objectContaining({ name: 'A b' })]);
  });

  it('reads the sheet and the rows that are named', async () => {
    expect(await json(book, { format: 'xlsx', sheet: 'Two' })).toEqual([{ 1: 2 }]);
    expect(await json(book, { format: 'xlsx', sheet: 'Two', headerRow: false })).toEqual([
      { row: [1] },
      { row: [2] },
    ]);
    expect(await json(book, { format: 'xlsx', sheet: 'Two', range: '2', headerRow: false })).toEqual([
      { row: [2] },
    ]);
    const cells =
      '<row r="1"><c r="A1" t="str"><v>a</v></c><c r="B1" t="str"><v>b</v></c></row><row r="2"><c r="B2"><v>1</v></c></row>';
    expect(await json(workbook(cells), { format: 'xlsx', emptyCells: true })).toEqual([{ a: '', b: 1 }]);
  });

  it.each([
    [book, { sheet: 'Three' }, 'sheet.missing'],
    [book, { range: 'A-B' }, 'sheet.bad-range'],
    ['no zip', {}, 'archive.damaged'],
    [writeZip([{ name: 'a', bytes: new Uint8Array(1) }], 0), {}, 'sheet.unreadable'],
    [writeZip([{ name: 'xl/workbook.xml', bytes: new Uint8Array(2_000_000) }], 0), {}, 'archive.too-large'],
    [workbook('<row>'), {}, 'xml.invalid'],
    [workbook('<!DOCTYPE'), {}, 'xml.invalid'],
    [workbook('<row><c r="XFD1"><v>1</v></c></row>'.repeat(400)), {}, 'sheet.too-large'],
  ] as const)('refuses what cannot be read (%#)', async (content, given, code) => {
    await expect(json(content as string, { format: 'xlsx', ...given })).rejects.toMatchObject({ code });
  });
});

describe('OpenDocument', () => {
  const sheet = (rows: string) =>
    writeZip(
      [
        {
          name: 'content.xml',
          bytes: new TextEncoder().encode(
            `<office:document-content><table:table table:name="One">${rows}</table:table><table:table table:name="Two"/></office:document-content>`,
          ),
        },
      ],
      0,
    );
  const cell = (text: string, attributes = '') =>
    `<table:table-cell ${attributes}><text:p>${text}</text:p></table:table-cell>`;
  const row = (cells: string, attributes = '') => `<table:table-row ${attributes}>${cells}</table:table-row>`;
  const EMPTY_REST = '<table:table-cell table:number-columns-repeated="16000"/>';

  it('gives values, and repeats what is repeated', async () => {
    const content = sheet(
      row(cell('a') + cell('b') + cell('c') + EMPTY_REST) +
        row(
          cell('1,5', 'office:value-type="float" office:value="1.5"') +
            cell('1.3.26', 'office:value-type="date" office:date-value="2026-03-01"') +
            cell('x<text:s text:c="2"/>y'),
          'table:number-rows-repeated="2"',
        ) +
        row(EMPTY_REST, 'table:number-rows-repeated="1000000"'),
    );
    const value = { a: 1.5, b: '2026-03-01', c: 'x  y' };
    expect(await json(content, { format: 'ods' })).toEqual([value, value]);
    expect(await json(content, { format: 'ods', dates: 'number', range: 'B1:B2' })).toEqual([{ b: 46082 }]);
    expect(await json(content, { format: 'ods', asText: true, maxRows: 1 })).toEqual([
      { a: '1,5', b: '1.3.26', c: 'x  y' },
    ]);
    await expect(json(content, { format: 'ods', sheet: 'Three' })).rejects.toMatchObject({
      code: 'sheet.missing',
    });
  });

  it('is not made to grow by repetition', async () => {
    const content = sheet(
      row(cell('x', 'table:number-columns-repeated="16000"'), 'table:number-rows-repeated="1000000"'),
    );
    await expect(json(content, { format: 'ods' })).rejects.toMatchObject({ code: 'sheet.too-large' });
  });
});

describe('HTML and RTF', () => {
  it('gives rows of the first table', async () => {
    const html = '<p>x<table><thead><tr><th>a<th>b<tbody><tr><td>1<td><table><tr><td>inner</table></table>';
    expect(await json(html, { format: 'html', numbers: true })).toEqual([{ a: 1, b: 'inner' }]);
    await expect(json('<p>', { format: 'html' })).rejects.toMatchObject({ code: 'html.no-table' });
  });

  it('gives lines of RTF without its fonts and pictures', async () => {
    const rtf =
      "{\\rtf1\\ansi\\ansicpg1252{\\fonttbl{\\f0 Arial;}}{\\*\\generator X;}{\\pict 00ff}a\\tab b\\par\n\\'e4\\u8364?\\tab {\\b 2}\\par}";
    expect(await json(rtf, { format: 'rtf' })).toEqual([{ a: 'ä€', b: '2' }]);
    await expect(json('x', { format: 'rtf' })).rejects.toMatchObject({ code: 'rtf.unreadable' });
    await expect(json(`{\\rtf1${'{'.repeat(2000)}`, { format: 'rtf' })).rejects.toMatchObject({
      code: 'rtf.too-deep',
    });
  });
});

describe('PDF', () => {
  const pdf = (text: string) =>
    `%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R 5 0 R]/Count 2>>endobj\n${[3, 5].map((id) => `${id} 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 144]/Contents 4 0 R/Resources<</Font<</F1<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>>>endobj`).join('\n')}\n4 0 obj<</Length ${text.length + 33}>>stream\nBT /F1 18 Tf 0 100 Td (${text}) Tj ET\nendstream endobj\ntrailer<</Root 1 0 R>>`;

  it('gives its text, page by page or whole', async () => {
    const [whole] = await json(pdf('Hello'), { format: 'pdf' });
    expect(whole).toMatchObject({ numpages: 2, text: 'Hello\n\nHello', info: { PDFFormatVersion: '1.4' } });
    expect(await json(pdf('Hello'), { format: 'pdf', joinPages: false, maxPages: 1 })).toEqual([
      expect.objectContaining({ numpages: 2, numrender: 1, text: ['Hello'] }),
    ]);
  });

  it.each(['', 'x', '%PDF-1.4 garbage'])('refuses %j', async (content) => {
    await expect(json(content, { format: 'pdf' })).rejects.toMatchObject({ code: 'pdf.unreadable' });
  });
});

describe('JSON, XML, calendar, text and base64', () => {
  it.each([
    ['{"a":[1]}', { format: 'json' }, { data: { a: [1] } }],
    [
      '<a b="1"><c>x</c><c>y</c></a>',
      { format: 'xml', outputField: 'x.y' },
      { x: { y: { a: { b: '1', c: ['x', 'y'] } } } },
    ],
    ['\uFEFFhi', { format: 'text' }, { data: 'hi' }],
    ['\uFEFFhi', { format: 'text', keepBom: true }, { data: '\uFEFFhi' }],
    ['hi', { format: 'base64' }, { data: 'aGk=' }],
  ] as const)('%j with %j', async (content, given, expected) => {
    expect(await json(content, given)).toEqual([expected]);
  });

  it('reads calendars', async () => {
    const ics = [
      'BEGIN:VCALENDAR',
      'BEGIN:VTIMEZONE',
      'TZID:Europe/Berlin',
      'END:VTIMEZONE',
      'BEGIN:VEVENT',
      'UID:1@x',
      'SUMMARY:Long\\, and \\nfold',
      ' ed',
      'DTSTART;TZID=Europe/Berlin:20260701T100000',
      'DTEND:20260701T090000Z',
      'ATTENDEE;CN="Ada; L";RSVP=TRUE;PARTSTAT=ACCEPTED:mailto:ada@example.com',
      'RRULE:FREQ=WEEKLY',
      'GEO:1.5;2',
      'BEGIN:VALARM',
      'ACTION:DISPLAY',
      'END:VALARM',
      'END:VEVENT',
      'BEGIN:VEVENT',
      'UID:1@x',
      'DTSTART;VALUE=DATE:20260702',
      'END:VEVENT',
      'END:VCALENDAR',
    ].join('\r\n');
    expect(await json(ics, { format: 'ics' })).toEqual([
      {
        data: {
          '1@x': {
            type: 'VEVENT',
            uid: '1@x',
            summary: 'Long, and \nfolded',
            start: '2026-07-01T08:00:00.000Z',
            datetype: 'date-time',
            tz: 'Europe/Berlin',
            end: '2026-07-01T09:00:00.000Z',
            attendee: [
              {
                val: 'mailto:ada@example.com',
                name: 'Ada; L',
                email: 'ada@example.com',
                status: 'ACCEPTED',
                rsvp: true,
              },
            ],
            rrule: 'FREQ=WEEKLY',
            geo: { lat: 1.5, lon: 2 },
            alarms: [{ type: 'VALARM', action: 'DISPLAY' }],
          },
          '1@x#1': { type: 'VEVENT', uid: '1@x', start: '2026-07-02', datetype: 'date' },
        },
      },
    ]);
    await expect(json('x', { format: 'ics' })).rejects.toMatchObject({ code: 'ics.unreadable' });
  });

  it('refuses what is no JSON, and reaches no prototype', async () => {
    await expect(json('{', { format: 'json' })).rejects.toMatchObject({ code: 'file.not-json' });
    await expect(json('['.repeat(100_000), { format: 'json' })).rejects.toMatchObject({
      code: 'file.not-json',
    });
    const [made] = await json('{"__proto__":{"x":1}}', { format: 'json' });
    expect(JSON.stringify(made)).toBe('{"data":{"\uFFFD__proto__":{"x":1}}}');
  });
});

it('keeps of the item what is wanted', async () => {
  const kept = async (keep: ExtractParameters['keep']) => {
    const [made] = await extract('a\n1', { keep });
    return [made?.json, Object.keys(made?.binary ?? {})];
  };
  expect(await kept('none')).toEqual([{ a: '1' }, []]);
  expect(await kept('fields')).toEqual([{ id: 7, a: '1' }, []]);
  expect(await kept('files')).toEqual([{ a: '1' }, ['data']]);
  expect(await kept('both')).toEqual([{ id: 7, a: '1' }, ['data']]);
  await expect(extract('a', { file: 'other' })).rejects.toMatchObject({ code: 'file.missing' });
});
