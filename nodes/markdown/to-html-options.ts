/** The node's options as showdown names them. */

export interface ShowdownOptions {
  [option: string]: boolean | string | number;
}

export interface HtmlParameters {
  tables: boolean;
  tableIds: boolean;
  strikethrough: boolean;
  taskLists: boolean;
  fencedCode: boolean;
  autoLink: boolean;
  newWindow: boolean;
  lineBreaks: boolean;
  emoji: boolean;
  encodeEmails: boolean;
  completeDocument: boolean;
  headerLevel: number;
  noHeaderId: boolean;
  customHeaderId: boolean;
  headerIdPrefix: string;
  rawHeaderId: boolean;
  rawHeaderIdPrefix: boolean;
  githubHeaderId: boolean;
  spaceAfterHash: boolean;
  midWordUnderscores: boolean;
  midWordAsterisks: boolean;
  underline: boolean;
  imageSizes: boolean;
  mentions: boolean;
  mentionsLink: string;
  backslashEscapesTags: boolean;
  smartIndentation: boolean;
  disableForced4Spaces: boolean;
  splitQuotes: boolean;
}

export function showdownOptions(parameters: HtmlParameters): ShowdownOptions {
  return {
    tables: parameters.tables,
    tablesHeaderId: parameters.tableIds,
    strikethrough: parameters.strikethrough,
    tasklists: parameters.taskLists,
    ghCodeBlocks: parameters.fencedCode,
    simplifiedAutoLink: parameters.autoLink,
    openLinksInNewWindow: parameters.newWindow,
    simpleLineBreaks: parameters.lineBreaks,
    emoji: parameters.emoji,
    encodeEmails: parameters.encodeEmails,
    completeHTMLDocument: parameters.completeDocument,
    headerLevelStart: parameters.headerLevel,
    noHeaderId: parameters.noHeaderId,
    customizedHeaderId: parameters.customHeaderId,
    ...(parameters.headerIdPrefix === '' ? {} : { prefixHeaderId: parameters.headerIdPrefix }),
    rawHeaderId: parameters.rawHeaderId,
    rawPrefixHeaderId: parameters.rawHeaderIdPrefix,
    ghCompatibleHeaderId: parameters.githubHeaderId,
    requireSpaceBeforeHeadingText: parameters.spaceAfterHash,
    literalMidWordUnderscores: parameters.midWordUnderscores,
    literalMidWordAsterisks: parameters.midWordAsterisks,
    underline: parameters.underline,
    parseImgDimensions: parameters.imageSizes,
    ghMentions: parameters.mentions,
    ghMentionsLink: parameters.mentionsLink,
    backslashEscapesHTMLTags: parameters.backslashEscapesTags,
    smartIndentationFix: parameters.smartIndentation,
    disableForced4SpacesIndentedSublists: parameters.disableForced4Spaces,
    splitAdjacentBlockquotes: parameters.splitQuotes,
  };
}
