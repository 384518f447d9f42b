/** What a file is: by its first bytes, or by the ending of its name. */

const ENDINGS: Readonly<Record<string, string>> = {
  ...{
    csv: 'text/csv',
    json: 'application/json',
    txt: 'text/plain',
    html: 'text/html',
    xml: 'application/xml',
  },
  ...{
    pdf: 'application/pdf',
    zip: 'application/zip',
    gz: 'application/gzip',
    tar: 'application/x-tar',
    ics: 'text/calendar',
    rtf: 'application/rtf',
  },
  ...{
    png: 'image/png',
    jpg: 'image/jpeg',
    jpeg: 'image/jpeg',
    gif: 'image/gif',
    webp: 'image/webp',
    svg: 'image/svg+xml',
  },
  ...{
    mp3: 'audio/mpeg',
    wav: 'audio/wav',
    ogg: 'audio/ogg',
    mp4: 'video/mp4',
    webm: 'video/webm',
    md: 'text/markdown',
  },
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  pptx: 'application/vnd.openxmlformats-officedocument.presentationml.presentation',
  ods: 'application/vnd.oasis.opendocument.spreadsheet',
};

/** First bytes in latin1. */
const STARTS: readonly (readonly [string, string])[] = [
  ['%PDF-', 'pdf'],
  ['\u0089PNG\r\n', 'png'],
  ['\u00ff\u00d8\u00ff', 'jpg'],
  ['GIF8', 'gif'],
  ['PK\u0003\u0004', 'zip'],
  ['\u001f\u008b', 'gz'],
  ['{\\rtf', 'rtf'],
  ['ID3', 'mp3'],
  ['OggS', 'ogg'],
];

export interface FileKind {
  /** Without a dot. */
  ending: string;
  mediaType: string;
}

/** The kind of an ending; null for one that is not known. */
export function kindOfName(name: string): FileKind | null {
  const ending = /\.([a-z0-9]{1,10})$/i.exec(name)?.[1]?.toLowerCase() ?? '';
  const mediaType = Object.hasOwn(ENDINGS, ending) ? ENDINGS[ending] : undefined;
  return mediaType === undefined ? null : { ending, mediaType };
}

export function kindOfBytes(bytes: Uint8Array): FileKind | null {
  const start = new TextDecoder('latin1').decode(bytes.subarray(0, 16));
  const found = STARTS.find(([signs]) => latin1(start).startsWith(signs));
  const webp = latin1(start).startsWith('RIFF') && start.slice(8, 12) === 'WEBP';
  return kindOfName(`x.${found?.[1] ?? (webp ? 'webp' : '')}`);
}

/** `latin1` of the Encoding Standard is windows-1252: its 0x80–0x9f are other letters. */
function latin1(text: string): string {
  return text.replace('‰', '\u0089').replace('‹', '\u008b');
}
