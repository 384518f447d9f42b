/**
 * XML as a stream of events. What could harm is refused on the way: definitions of entities (there are none but the five of
 * XML itself, so nothing expands), too much nesting, too many elements. Nothing outside the text is ever fetched.
 */
import { SaxesParser } from 'saxes';
import { NodeFailure } from '@/core/node-kit/node-failure';

export interface XmlEvents {
  open(name: string, attributes: Readonly<Record<string, string>>): void;
  text(text: string, isCdata: boolean): void;
  close(name: string): void;
}

/** Deeper values cannot be recorded (`step.output-not-json`). */
const MAX_DEPTH = 150;
const MAX_ELEMENTS = 2_000_000;
/** Pieces of this many characters: an event that throws ends the reading at once. */
const PIECE = 65_536;

/** Throws NodeFailure `xml.invalid` (with line and column), `xml.entities`, `xml.too-deep` or `xml.too-large`. */
export function readXml(text: string, events: XmlEvents): void {
  const parser = new SaxesParser({ xmlns: false, position: true });
  let depth = 0;
  let elements = 0;
  parser.on('error', (error) => {
    throw NodeFailure.final(
      'xml.invalid',
      `This is not XML: ${error.message.slice(0, 200)} (line and column in front). Correct it where it is made.`,
    );
  });
  parser.on('doctype', (doctype) => {
    if (!/<!ENTITY/i.test(doctype)) return;
    throw NodeFailure.final(
      'xml.entities',
      'The XML defines entities, which are not read: they can be made to grow without end. Remove them from its DOCTYPE.',
    );
  });
  parser.on('opentag', ({ name, attributes }) => {
    depth += 1;
    elements += 1;
    if (depth > MAX_DEPTH) {
      throw NodeFailure.final(
        'xml.too-deep',
        `The XML is nested more than ${MAX_DEPTH} levels deep. Flatten it.`,
      );
    }
    if (elements > MAX_ELEMENTS) {
      throw NodeFailure.final('xml.too-large', `The XML has more than ${MAX_ELEMENTS} elements. Split it.`);
    }
    events.open(name, attributes);
  });
  parser.on('text', (piece) => events.text(piece, false));
  parser.on('cdata', (piece) => events.text(piece, true));
  parser.on('closetag', ({ name }) => {
    depth -= 1;
    events.close(name);
  });
  const whole = text.startsWith('\uFEFF') ? text.slice(1) : text.trimStart();
  for (let start = 0; start < whole.length; start += PIECE) parser.write(whole.slice(start, start + PIECE));
  parser.close();
}
