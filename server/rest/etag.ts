import type { Graph } from '@/core/contracts/portable-workflow';
import type { Exchange } from '../http/exchange';
import type { RestAnswer } from './route';

/** A portable file with its ETag; 304 for whoever has it. */
export function fileAnswer({ request }: Exchange, found: { graph: Graph; etag: string }): RestAnswer<Graph> {
  const headers = { etag: `"${found.etag}"`, 'cache-control': 'private, no-cache' };
  const status = isKnown(request.headers['if-none-match'], headers.etag) ? { status: 304 } : {};
  return { ...status, headers, body: found.graph };
}

/** Whether the caller has this very state. Tags of `If-None-Match` are compared weakly (RFC 9110 §13.1.2). */
function isKnown(ifNoneMatch: string | undefined, etag: string): boolean {
  const tags = (ifNoneMatch ?? '').split(',').map((tag) => tag.trim().replace(/^W\//, ''));
  return tags.includes(etag) || tags.includes('*');
}
