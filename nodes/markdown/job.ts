/** Markdown and HTML into one another, in a thread: both converters work with patterns that a text can make slow. */
import { NodeFailure } from '@/core/node-kit/node-failure';
import type { ShowdownOptions } from './to-html-options';

export type MarkdownJob =
  | { to: 'html'; text: string; options: ShowdownOptions }
  | { to: 'markdown'; text: string; options: ToMarkdownOptions };

export interface ToMarkdownOptions {
  bulletMarker: string;
  codeFence: string;
  codeStyle: 'fenced' | 'indented';
  emDelimiter: string;
  strongDelimiter: string;
  ignoreTags: readonly string[];
  blockTags: readonly string[];
  keepDataImages: boolean;
  linkReferences: boolean;
  inlineLinks: boolean;
  maxNewlines: number;
  escape: readonly [string, string] | null;
  lineStart: readonly [string, string] | null;
  replace: readonly (readonly [string, string])[];
}

/** Throws NodeFailure `markdown.unreadable`. */
export async function run(job: MarkdownJob): Promise<string> {
  try {
    return job.to === 'html' ? await toHtml(job.text, job.options) : await toMarkdown(job.text, job.options);
  } catch (error) {
    if (error instanceof NodeFailure) throw error;
    throw NodeFailure.final(
      'markdown.unreadable',
      `The text cannot be converted; it is probably nested too deeply (${String(error).slice(0, 100)}).`,
    );
  }
}

async function toHtml(text: string, options: ShowdownOptions): Promise<string> {
  const { default: showdown } = await import('showdown');
  return new showdown.Converter(options).makeHtml(text);
}

async function toMarkdown(text: string, options: ToMarkdownOptions): Promise<string> {
  const { NodeHtmlMarkdown } = await import('node-html-markdown');
  const { escape, lineStart } = options;
  return NodeHtmlMarkdown.translate(text, {
    bulletMarker: options.bulletMarker,
    codeFence: options.codeFence,
    codeBlockStyle: options.codeStyle,
    emDelimiter: options.emDelimiter,
    strongDelimiter: options.strongDelimiter,
    ignore: [...options.ignoreTags],
    blockElements: [...options.blockTags],
    keepDataImages: options.keepDataImages,
    useLinkReferenceDefinitions: options.linkReferences,
    useInlineLinks: options.inlineLinks,
    maxConsecutiveNewlines: options.maxNewlines,
    ...(escape ? { globalEscape: [new RegExp(escape[0], 'gm'), escape[1]] } : {}),
    ...(lineStart ? { lineStartEscape: [new RegExp(lineStart[0], 'gm'), lineStart[1]] } : {}),
    textReplace: options.replace.map(([pattern, by]) => [new RegExp(pattern, 'gm'), by]),
  });
}
