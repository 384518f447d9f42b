import type { IncomingMessage } from 'node:http';
import type { FileRef, Item, Json } from '@/core/items/item';
import { sanitise } from '@/core/items/sanitise';
import { runBlobPrefix } from '@/infra/blobs/port-data';
import type { WebDeps } from '../web-deps';
import { type HookBody, queryObject } from './read-hook-body';
import { headersForRun } from './webhook-auth';
import type { RouteMatch, WebhookRoute } from './webhook-route';

/** The item that a request becomes. A body that becomes a file is stored first. */
export async function buildItem(
  deps: WebDeps,
  input: {
    request: IncomingMessage;
    found: Extract<RouteMatch, { kind: 'found' }>;
    body: HookBody;
    runId: string;
  },
): Promise<{ item: Item; changed: boolean }> {
  const { request, found, body } = input;
  const url = request.url ?? '';
  const mark = url.indexOf('?');
  const query = mark < 0 ? {} : queryObject(new URLSearchParams(url.slice(mark + 1)));
  const params: Record<string, Json> = { ...found.params };
  const outer = mark < 0 && Object.keys(params).length === 0 ? null : sanitise({ query, params });
  const item: Item = {
    json: {
      body: body.body,
      headers: headersForRun(request, found.route.config),
      query,
      params,
      method: request.method ?? 'GET',
      // The same two names again, cleaned.
      ...(outer?.changed ? (outer.value as Record<string, Json>) : {}),
    },
  };
  if (body.file) {
    const file = await storeFile(deps, found.route, { runId: input.runId, file: body.file });
    item.binary = { [found.route.config?.bodyFile ?? 'data']: file };
  }
  return { item, changed: body.changed || outer?.changed === true };
}

async function storeFile(
  deps: WebDeps,
  route: WebhookRoute,
  { runId, file }: { runId: string; file: NonNullable<HookBody['file']> },
): Promise<FileRef> {
  const prefix = runBlobPrefix({
    retentionClass: route.retentionClass,
    createdAtMs: deps.clock.now(),
    tenantId: route.tenantId,
    runId,
  });
  const blobKey = `${prefix}/${deps.ids.uuid7()}`;
  await deps.blobs.put(blobKey, file.bytes);
  return { blobKey, name: file.name, mediaType: file.mediaType, size: file.bytes.length };
}
