/** RSS Read. Its trigger has no counterpart: what is new is told by a node of its own here. */
import type { JsonObject } from '@/core/items/item';
import type { NodeContext, Translation } from '../context';
import type { NodeRule } from './rule';

export const FEED_RULES: readonly NodeRule[] = [
  { type: 'rssFeedRead', versions: [1.2], becomes: 'feed-read', translate: read },
];

function read(context: NodeContext): Translation {
  const parameters: JsonObject = { url: context.value('url') ?? '' };
  const more = context.value('options', 'customFields');
  if (more !== undefined && more !== '') parameters['moreFields'] = more;
  if (context.flag(false, 'options', 'ignoreSSL')) context.remark('http.option', { name: 'ignoreSSL' });
  return { type: 'feed-read', parameters };
}
