import { defineNode } from '@/core/node-kit/definition';

const ENTRY = {
  title: 'Release 4.2',
  link: 'https://example.com/news/4-2',
  pubDate: 'Mon, 04 May 2026 09:00:00 GMT',
  isoDate: '2026-05-04T09:00:00.000Z',
  content: '<p>Faster runs.</p>',
  contentSnippet: 'Faster runs.',
  guid: 'https://example.com/news/4-2',
  categories: ['releases'],
};

export const definition = defineNode({
  type: 'feed-read',
  version: 1,
  name: 'Read feed',
  summary: 'Fetches an RSS or Atom feed and gives each of its entries as an item.',
  family: 'network',
  synonyms: ['rss', 'atom', 'feed', 'news', 'blog', 'podcast', 'rss feed read'],
  inputs: [{ name: 'main', label: 'Input' }],
  outputs: [{ name: 'main', label: 'Output' }],
  fields: [
    {
      kind: 'text',
      name: 'url',
      label: 'Address of the feed',
      required: true,
      placeholder: 'https://example.com/feed.xml',
      maxLength: 5000,
    },
    {
      kind: 'text',
      name: 'moreFields',
      label: 'More elements',
      help: 'Names of further elements of an entry that become fields, with commas between them: itunes:duration, media:thumbnail.',
      default: '',
      maxLength: 1000,
    },
    {
      kind: 'number',
      name: 'timeoutMs',
      label: 'Time limit',
      help: 'The longest the call may take.',
      default: 30_000,
      min: 1,
      max: 600_000,
      integer: true,
      unit: 'ms',
    },
  ],
  lines: [{ text: '{url}' }],
  effect: 'read',
  mode: 'item',
  outputExample: { main: [ENTRY] },
  usuallyNext: ['only-new', 'filter', 'limit'],
  examples: [
    {
      title: 'The news of a site',
      parameters: { url: 'https://example.com/feed.xml' },
      input: { main: [{}] },
    },
    {
      title: 'One feed for each item, with the length of each episode',
      parameters: { url: '{{ $json.feed }}', moreFields: 'itunes:duration' },
      input: { main: [{ feed: 'https://example.com/podcast.xml' }] },
    },
  ],
});
