import { describe, expect, it } from 'vitest';
import { defaultParameters } from '@/core/node-kit/new-node';
import { fakeContext } from '@/testing/nodes/fake-context';
import { definition } from './definition';
import { executor } from './executor';

type MarkdownParameters = Parameters<typeof executor.executeItem>[0]['parameters'];

async function run(parameters: Partial<MarkdownParameters>): Promise<unknown> {
  const whole = { ...defaultParameters(definition), ...parameters } as MarkdownParameters;
  const input = { item: { json: { kept: 1 } }, index: 0, parameters: whole };
  const output = await executor.executeItem(input, fakeContext());
  return !Array.isArray(output) && 'json' in output ? output.json['data'] : undefined;
}
const toHtml = (markdown: string, parameters: Partial<MarkdownParameters> = {}) =>
  run({ markdown, ...parameters });
const toMarkdown = (html: string, parameters: Partial<MarkdownParameters> = {}) =>
  run({ operation: 'to-markdown', html, ...parameters });

describe('Markdown to HTML', () => {
  it.each([
    ['', {}, ''],
    ['# A b', {}, '<h1 id="ab">A b</h1>'],
    ['# A b', { noHeaderId: true, headerLevel: 2 }, '<h2>A b</h2>'],
    ['# A b', { githubHeaderId: true }, '<h1 id="a-b">A b</h1>'],
    ['# A', { headerIdPrefix: 'x-' }, '<h1 id="xa">A</h1>'],
    ['# A', { headerIdPrefix: 'x-', rawHeaderIdPrefix: true }, '<h1 id="x-a">A</h1>'],
    ['~~a~~', {}, '<p>~~a~~</p>'],
    ['~~a~~', { strikethrough: true }, '<p><del>a</del></p>'],
    ['a\nb', { lineBreaks: true }, '<p>a<br />\nb</p>'],
    [
      'http://a.test',
      { autoLink: true, newWindow: true },
      '<p><a href="http://a.test" rel="noopener noreferrer" target="_blank">http://a.test</a></p>',
    ],
    [
      '@ada',
      { mentions: true, mentionsLink: 'https://x.test/{u}' },
      '<p><a href="https://x.test/ada">@ada</a></p>',
    ],
    ['![](a.png =10x20)', { imageSizes: true }, '<p><img src="a.png" alt="" width="10" height="20" /></p>'],
    [':smile:', { emoji: true }, '<p>😄</p>'],
    ['```js\n1\n```', {}, '<pre><code class="js language-js">1\n</code></pre>'],
  ] as const)('%j with %j', async (markdown, parameters, expected) => {
    expect(await toHtml(markdown, parameters)).toBe(expected);
  });

  it('knows tables and tasks', async () => {
    expect(await toHtml('|a|b|\n|---|---|\n|1|2|', { tables: true })).toContain('<td>1</td>');
    expect(await toHtml('- [x] done', { taskLists: true })).toContain('type="checkbox"');
    expect(await toHtml('a', { completeDocument: true })).toMatch(/^<!DOCTYPE HTML>/);
  });
});

describe('HTML to Markdown', () => {
  it.each([
    ['<h1>A</h1><p>b <b>c</b> <i>d</i></p>', {}, '# A\n\nb **c** _d_'],
    ['<b>a</b> <i>b</i>', { strongDelimiter: '__', emDelimiter: '*' }, '__a__ *b*'],
    ['<ul><li>a</li><li>b</li></ul>', { bulletMarker: '-' }, '- a\n- b'],
    ['<p>a</p><nav>x</nav>', { ignoreTags: 'nav, aside' }, 'a'],
    ['<a href="http://a.test">http://a.test</a>', {}, '<http://a.test>'],
    ['<a href="http://a.test">http://a.test</a>', { inlineLinks: false }, '[http://a.test](http://a.test)'],
    ['<a href="/x">y</a>', { linkReferences: true }, '[y][1]\n\n[1]: /x'],
    ['<p>1*2</p>', {}, '1\\*2'],
    ['<p>1*2 a#b</p>', { escapePattern: '#', escapeWith: '\\$&' }, '1*2 a\\#b'],
    ['<p>cat</p>', { replace: [{ pattern: 'c(.)t', by: 'd$1g' }] }, 'dag'],
    ['<pre><code>x</code></pre>', { codeFence: '~~~' }, '~~~\nx\n~~~'],
  ] as const)('%j with %j', async (html, parameters, expected) => {
    expect(await toMarkdown(html, parameters as Partial<MarkdownParameters>)).toBe(expected);
  });

  it('survives what is broken, and refuses what is too long', async () => {
    expect(await toMarkdown('<p>a<div><b>b')).toContain('a');
    await expect(toMarkdown('x'.repeat(2_000_001))).rejects.toMatchObject({ code: 'markdown.too-long' });
  });
});
