/**
 * The text of RTF (1.9.1): rows of its tables, or its lines, cut at tabs. Looks, pictures and what belongs to the file itself
 * are passed over.
 */
import { decodeText } from '@/core/markup/decode-text';
import { NodeFailure } from '@/core/node-kit/node-failure';
import type { Row } from './rows';

/** Groups that hold no text of the document. */
const ASIDE = new Set(
  'fonttbl colortbl stylesheet info pict object header headerl headerr headerf footer footerl footerr footerf footnote listtable listoverridetable rsidtbl generator themedata datastore fldinst xmlnstbl'.split(
    ' ',
  ),
);
const SIGNS: Readonly<Record<string, string>> = {
  ...{ tab: '\t', line: '\n', lquote: '‘', rquote: '’', ldblquote: '“', rdblquote: '”' },
  ...{ emdash: '—', endash: '–', bullet: '•', emspace: ' ', enspace: ' ' },
};
const TOKEN = /\\([a-z]{1,32})(-?\d{1,10})? ?|\\'([0-9a-f]{2})|\\([^a-z])|([{}])|[\r\n]+|([^\\{}\r\n]+)/gi;
const MAX_DEPTH = 1000;

interface Group {
  aside: boolean;
  /** Signs that stand for a \u before them, for readers that do not know it. */
  skip: number;
}

/** Throws NodeFailure `rtf.unreadable` or `rtf.too-deep`. */
export function readRtf(bytes: Uint8Array): Row[] {
  const source = new TextDecoder('latin1').decode(bytes);
  if (!source.trimStart().startsWith('{\\rtf')) {
    throw NodeFailure.final('rtf.unreadable', 'This is no RTF file. Check what kind of file it is.');
  }
  const reader = new RtfReader();
  for (const match of source.matchAll(TOKEN)) reader.take(match);
  return reader.end();
}

class RtfReader {
  private readonly rows: string[][] = [];
  private readonly lines: string[] = [];
  private readonly stack: Group[] = [];
  private group: Group = { aside: false, skip: 1 };
  private encoding = 'windows-1252';
  private cells: string[] = [];
  private text = '';
  private skipping = 0;

  take([, word, number, hex, sign, brace, plain]: RegExpMatchArray): void {
    if (brace === '{') this.open();
    else if (brace === '}') this.group = this.stack.pop() ?? this.group;
    else if (word !== undefined) this.control(word, number === undefined ? null : Number(number));
    else if (hex !== undefined)
      this.write(decodeText(Uint8Array.of(Number.parseInt(hex, 16)), this.encoding));
    else if (sign === '*') this.group.aside = true;
    else if (sign !== undefined) this.write({ '~': '\u00A0', _: '-', '-': '' }[sign] ?? sign);
    else if (plain !== undefined) this.write(plain);
  }

  end(): Row[] {
    if (this.rows.length > 0) return this.rows;
    if (this.text !== '') this.lines.push(this.text);
    return this.lines.map((line) => line.split('\t'));
  }

  private open(): void {
    if (this.stack.length >= MAX_DEPTH) {
      throw NodeFailure.final(
        'rtf.too-deep',
        'The RTF is nested too deeply. Save it anew in a word processor.',
      );
    }
    this.stack.push(this.group);
    this.group = { ...this.group };
  }

  private control(word: string, number: number | null): void {
    if (ASIDE.has(word)) this.group.aside = true;
    else if (word === 'ansicpg') this.encoding = encodingOfPage(number);
    else if (word === 'uc') this.group.skip = Math.min(Math.max(number ?? 1, 0), 10);
    else if (word === 'u') {
      this.write(String.fromCharCode(((number ?? 0) + 65_536) % 65_536));
      this.skipping = this.group.skip;
    } else if (word === 'cell') this.endCell();
    else if (word === 'row') this.endRow();
    else if (word === 'par' || word === 'sect' || word === 'page') this.endLine();
    else this.write(SIGNS[word] ?? '');
  }

  private write(text: string): void {
    const skipped = Math.min(this.skipping, text.length);
    this.skipping -= skipped;
    if (!this.group.aside) this.text += text.slice(skipped);
  }

  private endCell(): void {
    if (this.group.aside) return;
    this.cells.push(this.text.trim());
    this.text = '';
  }

  private endRow(): void {
    this.rows.push(this.cells);
    this.cells = [];
    this.text = '';
  }

  /** Inside of a cell a paragraph is a line of it; the end of the cell comes after. */
  private endLine(): void {
    if (this.group.aside) return;
    if (this.cells.length === 0) {
      this.lines.push(this.text);
      this.text = '';
    } else this.text += '\n';
  }
}

function encodingOfPage(page: number | null): string {
  return page !== null && page >= 1250 && page <= 1258 ? `windows-${page}` : 'windows-1252';
}
