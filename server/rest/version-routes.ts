import { z } from 'zod';
import { graphDiffSchema } from '@/core/contracts/graph-diff';
import { pageOf } from '@/core/contracts/identifiers';
import { portableWorkflowSchema } from '@/core/contracts/portable-workflow';
import {
  diffQuerySchema,
  pageQuerySchema,
  pathIdSchema,
  restoredSchema,
  tagBodySchema,
  taggedSchema,
  tagPathSchema,
  versionPathSchema,
} from '@/core/contracts/rest';
import { versionViewSchema } from '@/core/contracts/workflow-view';
import { diffVersions } from '@/services/workflows/diff-versions';
import { getVersion } from '@/services/workflows/get-version';
import { listVersions } from '@/services/workflows/list-versions';
import { restoreVersion } from '@/services/workflows/restore-version';
import { tagVersion } from '@/services/workflows/tag-version';
import { untagVersion } from '@/services/workflows/untag-version';
import { fileAnswer } from './etag';
import { EXAMPLE_FILE } from './examples';
import { knownId } from './known-id';
import { type AnyRestRoute, restRoute } from './route';

const none = z.strictObject({});

const list = restRoute({
  tag: 'Versions',
  method: 'GET',
  path: '/workflows/{id}/versions',
  operationId: 'listVersions',
  summary: 'Versions of a workflow, newest first',
  permission: 'workflow:read',
  status: 200,
  params: pathIdSchema,
  query: pageQuerySchema,
  body: null,
  output: pageOf(versionViewSchema),
  example: {
    answer: {
      items: [
        {
          number: 3,
          note: 'Polite greeting',
          createdAt: '2026-11-23T08:00:00.000Z',
          createdBy: null,
          author: 'Ada',
          tags: ['live'],
          published: true,
        },
      ],
      nextCursor: null,
    },
  },
  handle: async ({ deps, scope, params, query }) => ({
    body: await listVersions(deps, scope, { id: knownId('workflow', params.id), ...query }),
  }),
});

const get = restRoute({
  tag: 'Versions',
  method: 'GET',
  path: '/workflows/{id}/versions/{version}',
  operationId: 'getVersion',
  summary: 'The portable file of a version',
  permission: 'workflow:read',
  status: 200,
  headers: { 'If-None-Match': 'An ETag that you have; the same file is answered with 304.' },
  params: versionPathSchema,
  query: none,
  body: null,
  output: portableWorkflowSchema,
  example: { answer: EXAMPLE_FILE },
  async handle({ deps, scope, exchange, params }) {
    const id = knownId('workflow', params.id);
    return fileAnswer(exchange, await getVersion(deps, scope, { id, version: params.version }));
  },
});

const diff = restRoute({
  tag: 'Versions',
  method: 'GET',
  path: '/workflows/{id}/diff',
  operationId: 'diffVersions',
  summary: 'What changed between two versions, or a version and the draft',
  permission: 'workflow:read',
  status: 200,
  params: pathIdSchema,
  query: diffQuerySchema,
  body: null,
  output: graphDiffSchema,
  example: {
    answer: {
      added: [],
      removed: [],
      changed: [
        {
          nodeId: 'greeting',
          name: 'Greeting',
          type: 'edit-fields',
          fields: [
            {
              path: 'parameters.assignments.0.value',
              label: 'Fields › Field 1 › Value',
              before: 'Hello {{ $json.body.name }}',
              after: 'Good day, {{ $json.body.name }}',
            },
          ],
          moved: false,
        },
      ],
      edges: { added: [], removed: [], changed: [] },
      notes: { added: [], removed: [], changed: [] },
      groups: { added: [], removed: [], changed: [] },
      workflow: [],
      pinned: { added: [], removed: [], changed: [] },
      reordered: [],
    },
  },
  handle: async ({ deps, scope, params, query }) => ({
    body: await diffVersions(deps, scope, { id: knownId('workflow', params.id), ...query }),
  }),
});

const restore = restRoute({
  tag: 'Versions',
  method: 'POST',
  path: '/workflows/{id}/versions/{version}/restore',
  operationId: 'restoreVersion',
  summary: 'Makes the draft what a version was; publishes nothing',
  permission: 'workflow:write',
  status: 200,
  params: versionPathSchema,
  query: none,
  body: none,
  output: restoredSchema,
  example: { body: {}, answer: { etag: '9b1c…', revision: 17, changed: true } },
  async handle({ deps, scope, params }) {
    const { etag, revision, changed } = await restoreVersion(deps, scope, {
      id: knownId('workflow', params.id),
      version: params.version,
    });
    return { headers: { etag: `"${etag}"` }, body: { etag, revision, changed } };
  },
});

const tag = restRoute({
  tag: 'Versions',
  method: 'PUT',
  path: '/workflows/{id}/tags/{tag}',
  operationId: 'tagVersion',
  summary: 'Puts a tag on a version, or moves it there',
  permission: 'workflow:write',
  status: 200,
  params: tagPathSchema,
  query: none,
  body: tagBodySchema,
  output: taggedSchema,
  example: { body: { version: 3 }, answer: { version: 3, movedFrom: 2 } },
  refusals: { 409: 'The workflow has as many tags as it may.' },
  async handle({ deps, scope, params, body }) {
    const id = knownId('workflow', params.id);
    const { movedFrom } = await tagVersion(deps, scope, { id, version: body.version, name: params.tag });
    return { body: { version: body.version, movedFrom } };
  },
});

const untag = restRoute({
  tag: 'Versions',
  method: 'DELETE',
  path: '/workflows/{id}/tags/{tag}',
  operationId: 'untagVersion',
  summary: 'Takes a tag away',
  permission: 'workflow:write',
  status: 204,
  params: tagPathSchema,
  query: none,
  body: null,
  output: z.unknown(),
  handle: async ({ deps, scope, params }) => ({
    body: await untagVersion(deps, scope, { id: knownId('workflow', params.id), name: params.tag }),
  }),
});

export const VERSION_ROUTES: readonly AnyRestRoute[] = [list, get, diff, restore, tag, untag];
