/** HTML, Markdown and XML. */
import type { Json, JsonObject } from '@/core/items/item';
import type { NodeContext, Translation } from '../context';
import { objectsOf, textOf } from '../safe-value';
import type { NodeRule } from './rule';

export const MARKUP_RULES: readonly NodeRule[] = [
  { type: 'html', versions: [1.2], becomes: 'html', translate: html },
  { type: 'htmlExtract', versions: [1], becomes: 'html', translate: extract },
  { type: 'markdown', versions: [1], becomes: 'markdown', translate: markdown },
  { type: 'xml', versions: [1], becomes: 'xml', translate: xml },
];

function html(context: NodeContext): Translation | null {
  const operation = context.choice('generateHtmlTemplate', 'operation');
  if (operation === 'extractHtmlContent') return extract(context);
  if (operation === 'convertToHtmlTable') return table(context);
  if (operation !== 'generateHtmlTemplate') return null;
  // Here a template needs no leading =: its expressions count as they stand.
  const raw = textOf(context.get('html'));
  const template = context.translated(raw.startsWith('=') ? raw : `=${raw}`, 'html');
  return { type: 'html', parameters: { operation: 'template', template, outputField: 'html' } };
}

function table(context: NodeContext): Translation {
  const parameters: JsonObject = {
    styled: !context.flag(false, 'options', 'customStyling'),
    ...options(context, {
      ...{ capitalize: 'capitalize', caption: 'caption', tableAttributes: 'tableAttributes' },
      ...{
        headerAttributes: 'headerAttributes',
        rowAttributes: 'rowAttributes',
        cellAttributes: 'cellAttributes',
      },
    }),
  };
  context.ignore('html');
  return { type: 'html-table', parameters };
}

function extract(context: NodeContext): Translation {
  const isFile = context.choice('json', 'sourceData') === 'binary';
  const name = context.value('dataPropertyName') ?? 'data';
  const values = context.rows('extractionValues', 'values').map((row, index): JsonObject => {
    const place = `extractionValues.values.${index}`;
    const take = textOf(row['returnValue'], 'text');
    return {
      key: context.translated(row['key'] ?? '', place),
      selector: context.translated(row['cssSelector'] ?? '', place),
      take: ['text', 'html', 'attribute', 'value'].includes(take) ? take : 'text',
      attribute: context.translated(row['attribute'] ?? '', place),
      skip: context.translated(row['skipSelectors'] ?? '', place),
      asList: row['returnArray'] === true,
    };
  });
  context.ignore('extractionValues');
  const parameters: JsonObject = {
    operation: 'extract',
    source: isFile ? 'file' : 'field',
    [isFile ? 'file' : 'field']: name,
    values,
    trim: context.flag(true, 'options', 'trimValues'),
    cleanUp: context.flag(true, 'options', 'cleanUpText'),
  };
  return { type: 'html', parameters };
}

const TO_HTML: Readonly<Record<string, string>> = {
  tables: 'tables',
  tablesHeaderId: 'tableIds',
  strikethrough: 'strikethrough',
  tasklists: 'taskLists',
  ghCodeBlocks: 'fencedCode',
  simplifiedAutoLink: 'autoLink',
  openLinksInNewWindow: 'newWindow',
  simpleLineBreaks: 'lineBreaks',
  emoji: 'emoji',
  encodeEmails: 'encodeEmails',
  completeHTMLDocument: 'completeDocument',
  headerLevelStart: 'headerLevel',
  noHeaderId: 'noHeaderId',
  customizedHeaderId: 'customHeaderId',
  prefixHeaderId: 'headerIdPrefix',
  rawHeaderId: 'rawHeaderId',
  rawPrefixHeaderId: 'rawHeaderIdPrefix',
  ghCompatibleHeaderId: 'githubHeaderId',
  requireSpaceBeforeHeadingText: 'spaceAfterHash',
  literalMidWordUnderscores: 'midWordUnderscores',
  literalMidWordAsterisks: 'midWordAsterisks',
  underline: 'underline',
  parseImgDimensions: 'imageSizes',
  ghMentions: 'mentions',
  ghMentionsLink: 'mentionsLink',
  backslashEscapesHTMLTags: 'backslashEscapesTags',
  smartIndentationFix: 'smartIndentation',
  disableForced4SpacesIndentedSublists: 'disableForced4Spaces',
  splitAdjacentBlockquotes: 'splitQuotes',
};
const TO_MARKDOWN: Readonly<Record<string, string>> = {
  bulletMarker: 'bulletMarker',
  codeFence: 'codeFence',
  codeBlockStyle: 'codeStyle',
  emDelimiter: 'emDelimiter',
  strongDelimiter: 'strongDelimiter',
  keepDataImages: 'keepDataImages',
  useLinkReferenceDefinitions: 'linkReferences',
  useInlineLinks: 'inlineLinks',
  maxConsecutiveNewlines: 'maxNewlines',
};
const LISTS = { ignore: 'ignoreTags', blockElements: 'blockTags' } as const;

function markdown(context: NodeContext): Translation {
  const toHtml = context.choice('htmlToMarkdown', 'mode') === 'markdownToHtml';
  const parameters: JsonObject = {
    operation: toHtml ? 'to-html' : 'to-markdown',
    [toHtml ? 'markdown' : 'html']: context.value(toHtml ? 'markdown' : 'html') ?? '',
    outputField: context.value('destinationKey') ?? 'data',
    ...options(context, toHtml ? TO_HTML : TO_MARKDOWN),
  };
  context.ignore(toHtml ? 'html' : 'markdown');
  if (toHtml) return { type: 'markdown', parameters };
  for (const [theirs, ours] of Object.entries(LISTS)) {
    const value = context.value('options', theirs);
    if (value !== undefined) parameters[ours] = Array.isArray(value) ? value.join(', ') : value;
  }
  const replace =
    context.get('options', 'textReplace', 'values') ?? context.get('options', 'textReplace', 'value');
  const rows = objectsOf(Array.isArray(replace) ? replace : [replace]);
  context.ignore('options.textReplace');
  if (rows.length > 0) {
    parameters['replace'] = rows.map((row): JsonObject => ({
      pattern: textOf(row['pattern']),
      by: textOf(row['replacement']),
    }));
  }
  return { type: 'markdown', parameters };
}

function options(context: NodeContext, table: Readonly<Record<string, string>>): JsonObject {
  const found: JsonObject = {};
  for (const [theirs, ours] of Object.entries(table)) {
    const value = context.value('options', theirs);
    if (value !== undefined)
      found[ours] = value === 'indented' || value === 'fence' ? codeStyle(value) : value;
  }
  return found;
}

function codeStyle(value: Json): Json {
  return value === 'fence' ? 'fenced' : value;
}

const XML_OPTIONS: Readonly<Record<string, string>> = {
  attrkey: 'attributeKey',
  charkey: 'textKey',
  explicitArray: 'explicitArray',
  explicitRoot: 'explicitRoot',
  ignoreAttrs: 'ignoreAttributes',
  mergeAttrs: 'mergeAttributes',
  normalize: 'normalize',
  normalizeTags: 'normalizeTags',
  trim: 'trim',
  rootName: 'rootName',
  cdata: 'cdata',
  headless: 'headless',
  allowSurrogateChars: 'allowSurrogates',
};

function xml(context: NodeContext): Translation {
  const toXml = context.choice('xmlToJson', 'mode') === 'jsonToxml';
  const name = context.value('dataPropertyName') ?? 'data';
  context.ignore('xmlNotice');
  const parameters: JsonObject = {
    operation: toXml ? 'to-xml' : 'to-json',
    [toXml ? 'outputField' : 'field']: name,
    ...options(context, XML_OPTIONS),
  };
  return { type: 'xml', parameters };
}
