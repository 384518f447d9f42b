import { copyJson, setField, splitNames } from '@/core/items/field-path';
import type { ExecutorFor } from '@/core/node-kit/executor';
import { writablePath } from '@/core/node-kit/field-names';
import { NodeFailure } from '@/core/node-kit/node-failure';
import type { definition } from './definition';
import type { MarkdownJob, run } from './job';
import { showdownOptions } from './to-html-options';

type MarkdownParameters = Parameters<ExecutorFor<typeof definition>['executeItem']>[0]['parameters'];

/** Longer texts could keep a thread busy until its time is over. */
const MAX_CHARACTERS = 2_000_000;

export const executor: ExecutorFor<typeof definition> = {
  async executeItem({ item, parameters }, ctx) {
    const path = writablePath(parameters.outputField);
    const job = jobOf(parameters);
    if (job.text.length > MAX_CHARACTERS) {
      throw NodeFailure.final(
        'markdown.too-long',
        `The text is longer than ${MAX_CHARACTERS} characters. Split it into parts.`,
      );
    }
    const text = job.text === '' ? '' : await ctx.offload<typeof run>('markdown', job);
    const json = copyJson(item.json);
    setField(json, path, text);
    return { json, ...(item.binary ? { binary: item.binary } : {}) };
  },
};

function jobOf(parameters: MarkdownParameters): MarkdownJob {
  if (parameters.operation === 'to-html') {
    return { to: 'html', text: parameters.markdown, options: showdownOptions(parameters) };
  }
  const { bulletMarker, codeFence, codeStyle, emDelimiter, strongDelimiter } = parameters;
  const { keepDataImages, linkReferences, inlineLinks, maxNewlines } = parameters;
  const { escapePattern, escapeWith, lineStartPattern, lineStartWith } = parameters;
  return {
    to: 'markdown',
    text: parameters.html,
    options: {
      ...{ bulletMarker, codeFence, codeStyle, emDelimiter, strongDelimiter },
      ...{ keepDataImages, linkReferences, inlineLinks, maxNewlines },
      ignoreTags: splitNames(parameters.ignoreTags),
      blockTags: splitNames(parameters.blockTags),
      escape: escapePattern === '' ? null : [escapePattern, escapeWith],
      lineStart: lineStartPattern === '' ? null : [lineStartPattern, lineStartWith],
      replace: parameters.replace.map(({ pattern, by }) => [pattern, by]),
    },
  };
}
