/** The text of PDFs. Scripts in them are not run, fonts and pictures not loaded. */
import type { Json, JsonObject } from '@/core/items/item';
import { NodeFailure } from '@/core/node-kit/node-failure';

export interface PdfOptions {
  joinPages: boolean;
  /** 0: all. */
  maxPages: number;
  password: string;
}

const MAX_PAGES = 5000;
const MAX_CHARACTERS = 20_000_000;

/** Throws NodeFailure `pdf.password`, `pdf.unreadable` or `pdf.too-large`. */
export async function readPdf(bytes: Uint8Array, options: PdfOptions): Promise<JsonObject> {
  const { getDocumentProxy, getMeta } = await import('unpdf');
  const settings = {
    verbosity: 0,
    isEvalSupported: false,
    disableFontFace: true,
    useSystemFonts: false,
    ...(options.password === '' ? {} : { password: options.password }),
  };
  const document = await getDocumentProxy(bytes, settings).catch((error: unknown) => {
    throw unreadable(error);
  });
  const { numPages } = document;
  const wanted = options.maxPages > 0 ? Math.min(options.maxPages, numPages) : numPages;
  if (wanted > MAX_PAGES) throw tooLarge();
  const pages: string[] = [];
  let characters = 0;
  for (let number = 1; number <= wanted; number += 1) {
    const page = await document.getPage(number).catch((error: unknown) => {
      throw unreadable(error);
    });
    const { items } = await page.getTextContent();
    const text = items.map((item) => ('str' in item ? item.str + (item.hasEOL ? '\n' : '') : '')).join('');
    characters += text.length;
    if (characters > MAX_CHARACTERS) throw tooLarge();
    pages.push(text);
    page.cleanup();
  }
  const { info, metadata } = await getMeta(document).catch(() => ({ info: {}, metadata: {} }));
  return {
    numpages: numPages,
    numrender: wanted,
    info: plain(info),
    metadata: plain(metadata),
    text: options.joinPages ? pages.join('\n\n') : pages,
  };
}

/** What a PDF says of itself may hold anything. */
function plain(value: unknown): Json {
  try {
    return JSON.parse(JSON.stringify(value ?? {})) as Json; // JSON out of JSON
  } catch {
    return {};
  }
}

function unreadable(error: unknown): NodeFailure {
  if (error instanceof Error && error.name === 'PasswordException') {
    return NodeFailure.final(
      'pdf.password',
      'The PDF has a password that is missing or wrong. Write it in the node.',
    );
  }
  return NodeFailure.final(
    'pdf.unreadable',
    'This is no PDF, or it is damaged. Check what kind of file it is.',
  );
}

function tooLarge(): NodeFailure {
  return NodeFailure.final(
    'pdf.too-large',
    `The PDF has more than ${MAX_PAGES} pages or ${MAX_CHARACTERS} characters. Read fewer pages, or split it.`,
  );
}
