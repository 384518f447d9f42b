import { describe, expect, it } from 'vitest';
import type { HttpRequest, HttpResponse } from '@/core/node-kit/executor';
import { fakeContext } from '@/testing/nodes/fake-context';
import { executor } from './executor';

const RSS = `<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:content="c" xmlns:itunes="i">
<channel><title>The site</title><link>https://a.test</link><item><title>One &amp; only</title>
<link>https://a.test/1</link><pubDate>Mon, 04 May 2026 11:00:00 +0200</pubDate><dc:creator><![CDATA[Ada]]></dc:creator>
<category>a</category><category>b</category><guid isPermaLink="false">g1</guid>
<description><![CDATA[<p>Hello&nbsp;<b>you</b></p><p>&#8230;there</p>]]></description>
<enclosure url="https://a.test/1.mp3" type="audio/mpeg" length="7"/><itunes:duration>12:30</itunes:duration></item>
<item><title>Two</title><pubDate>some day</pubDate><content:encoded>&lt;p&gt;All of it&lt;/p&gt;</content:encoded></item></channel></rss>`;

const ATOM = `<feed xmlns="http://www.w3.org/2005/Atom"><title>F</title><entry><id>urn:1</id>
<title type="html">First</title><link rel="self" href="https://b.test/self"/><link rel="alternate" href="https://b.test/1"/>
<updated>2026-05-04T09:00:00Z</updated><author><name>Grace</name><uri>u</uri></author><summary>Short</summary>
<content type="html">&lt;b&gt;Long&lt;/b&gt;</content><category term="x"/></entry></feed>`;

async function read(text: string | Uint8Array, more: Partial<HttpResponse> & { moreFields?: string } = {}) {
  const { moreFields = '', ...answer } = more;
  const sent: HttpRequest[] = [];
  const ctx = fakeContext({
    http: {
      request: (request) => {
        sent.push(request);
        return Promise.resolve({
          status: 200,
          headers: {},
          url: request.url,
          body: Buffer.from(text),
          ...answer,
        });
      },
    },
  });
  const parameters = { url: ' https://a.test/feed ', moreFields, timeoutMs: 1000 };
  const items = await executor.executeItem({ item: { json: {} }, index: 0, parameters }, ctx);
  return { entries: Array.isArray(items) ? items.map(({ json }) => json) : [], sent };
}

describe('a feed', () => {
  it('of RSS gives an item for each entry', async () => {
    const { entries, sent } = await read(RSS, { moreFields: 'itunes:duration, nope' });
    expect(entries).toEqual([
      {
        ...{ title: 'One & only', link: 'https://a.test/1', creator: 'Ada', 'dc:creator': 'Ada', guid: 'g1' },
        ...{ pubDate: 'Mon, 04 May 2026 11:00:00 +0200', isoDate: '2026-05-04T09:00:00.000Z' },
        content: '<p>Hello&nbsp;<b>you</b></p><p>&#8230;there</p>',
        contentSnippet: 'Hello\u00a0you\n…there',
        enclosure: { url: 'https://a.test/1.mp3', type: 'audio/mpeg', length: '7' },
        categories: ['a', 'b'],
        'itunes:duration': '12:30',
      },
      {
        ...{ title: 'Two', pubDate: 'some day', content: '<p>All of it</p>', contentSnippet: 'All of it' },
        ...{ 'content:encoded': '<p>All of it</p>', 'content:encodedSnippet': 'All of it' },
      },
    ]);
    expect(sent[0]).toMatchObject({ method: 'GET', url: 'https://a.test/feed', timeoutMs: 1000 });
  });

  it('of Atom has its own names, and the link for people', async () => {
    expect((await read(ATOM)).entries).toEqual([
      {
        ...{ id: 'urn:1', title: 'First', link: 'https://b.test/1', author: 'Grace', summary: 'Short' },
        ...{ pubDate: '2026-05-04T09:00:00Z', isoDate: '2026-05-04T09:00:00.000Z' },
        ...{ content: '<b>Long</b>', contentSnippet: 'Long', categories: ['x'] },
      },
    ]);
  });

  it('is read in the encoding that it names', async () => {
    const text =
      '<?xml version="1.0" encoding="ISO-8859-1"?><rss><channel><item><title>é</title></item></channel></rss>';
    expect((await read(Buffer.from(text, 'latin1'))).entries).toEqual([{ title: 'é' }]);
  });

  it.each([
    ['a page', '<html><body/></html>', {}, 'feed.none'],
    ['no XML', 'nothing', {}, 'xml.invalid'],
    ['an error', '', { status: 404 }, 'http.status'],
    ['entities', '<!DOCTYPE r [<!ENTITY a "b">]><rss/>', {}, 'xml.entities'],
  ] as const)('that is %s fails', async (...[, text, answer, code]) => {
    await expect(read(text, answer)).rejects.toMatchObject({ code });
  });
});
