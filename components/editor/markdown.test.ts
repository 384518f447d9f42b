import { NextIntlClientProvider } from 'next-intl';
import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import { messages } from '@/messages/en';
import { Markdown } from './markdown';

function shown(text: string): string {
  const markdown = createElement(Markdown, { text });
  return renderToStaticMarkup(
    createElement(NextIntlClientProvider, { locale: 'en', messages, timeZone: 'UTC', children: markdown }),
  );
}

describe('markdown', () => {
  it('draws tables', () => {
    const html = shown('| Day | Runs |\n|---|--:|\n| Mon | 12 |');
    expect(html).toContain('<th>Day</th>');
    expect(html).toMatch(/<td[^>]*>12<\/td>/);
  });

  it('draws tasks as signs with words, not as boxes that do nothing', () => {
    const html = shown('- [x] drawn\n- [ ] tested');
    expect(html).not.toContain('<input');
    expect(html.match(/aria-label="[^"]+"/g)).toEqual(['aria-label="Done"', 'aria-label="To do"']);
  });

  it('keeps raw HTML and pictures out, and tells other sides nothing', () => {
    const html = shown('<b onclick="x()">b</b> ![p](https://a.test/p.png) [l](javascript:x) https://b.test');
    expect(html).not.toMatch(/<b |<img|javascript:/);
    expect(html).toMatch(/<a href="https:\/\/b\.test"[^>]*rel="noreferrer noopener nofollow"/);
  });
});
