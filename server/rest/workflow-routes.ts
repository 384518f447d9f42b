import { z } from 'zod';
import { pageOf } from '@/core/contracts/identifiers';
import { portableWorkflowSchema } from '@/core/contracts/portable-workflow';
import {
  createdWorkflowSchema,
  fileQuerySchema,
  pathIdSchema,
  problemListSchema,
  publishBodySchema,
  publishedSchema,
  workflowListQuerySchema,
} from '@/core/contracts/rest';
import { workflowSummarySchema } from '@/core/contracts/workflow-view';
import { createWorkflow } from '@/services/workflows/create-workflow';
import { deleteWorkflow } from '@/services/workflows/delete-workflow';
import { exportWorkflow } from '@/services/workflows/export-workflow';
import { listWorkflows } from '@/services/workflows/list-workflows';
import { publishWorkflow } from '@/services/workflows/publish-workflow';
import { replaceDraft } from '@/services/workflows/replace-draft';
import { validateWorkflow } from '@/services/workflows/validate-workflow';
import { knownId } from './known-id';
import { type AnyRestRoute, restRoute } from './route';

const none = z.strictObject({});

const list = restRoute({
  method: 'GET',
  path: '/workflows',
  operationId: 'listWorkflows',
  summary: 'Workflows, last changed first',
  permission: 'workflow:read',
  status: 200,
  params: none,
  query: workflowListQuerySchema,
  body: null,
  output: pageOf(workflowSummarySchema),
  handle: async ({ deps, scope, query }) => ({ body: await listWorkflows(deps, scope, query) }),
});

const create = restRoute({
  method: 'POST',
  path: '/workflows',
  operationId: 'createWorkflow',
  summary: 'A new workflow from a portable file; its draft may have problems',
  permission: 'workflow:write',
  status: 201,
  params: none,
  query: none,
  body: z.unknown().refine((body) => body !== null && body !== undefined, 'Send a portable workflow file.'),
  output: createdWorkflowSchema,
  async handle({ deps, scope, body }) {
    const created = await createWorkflow(deps, scope, { file: body });
    return { headers: { location: `/api/v1/workflows/${created.id}` }, body: created };
  },
});

const get = restRoute({
  method: 'GET',
  path: '/workflows/{id}',
  operationId: 'getWorkflow',
  summary: 'The portable file of the draft, or of `?version=`',
  permission: 'workflow:read',
  status: 200,
  params: pathIdSchema,
  query: fileQuerySchema,
  body: null,
  output: portableWorkflowSchema,
  async handle({ deps, scope, exchange, params, query }) {
    const found = await exportWorkflow(deps, scope, {
      id: knownId('workflow', params.id),
      version: query.version,
    });
    const headers = { etag: `"${found.etag}"`, 'cache-control': 'private, no-cache' };
    if (isKnown(exchange.request.headers['if-none-match'], headers.etag))
      return { status: 304, headers, body: found.graph };
    return { headers, body: found.graph };
  },
});

const replace = restRoute({
  method: 'PUT',
  path: '/workflows/{id}',
  operationId: 'replaceWorkflow',
  summary: 'Makes the draft equal to a portable file; wants `If-Match` with the draft’s ETag',
  permission: 'workflow:write',
  status: 200,
  params: pathIdSchema,
  query: none,
  body: z.unknown().refine((body) => body !== null && body !== undefined, 'Send a portable workflow file.'),
  output: createdWorkflowSchema,
  async handle({ deps, scope, exchange, params, body }) {
    const id = knownId('workflow', params.id);
    const ifMatch = exchange.request.headers['if-match'];
    const replaced = await replaceDraft(deps, scope, { id, file: body, ifMatch });
    return { headers: { etag: `"${replaced.etag}"` }, body: { id, problems: replaced.problems } };
  },
});

const remove = restRoute({
  method: 'DELETE',
  path: '/workflows/{id}',
  operationId: 'deleteWorkflow',
  summary: 'Archives a workflow and takes its triggers down',
  permission: 'workflow:delete',
  status: 204,
  params: pathIdSchema,
  query: none,
  body: null,
  output: z.unknown(),
  handle: async ({ deps, scope, params }) => ({
    body: await deleteWorkflow(deps, scope, { id: knownId('workflow', params.id) }),
  }),
});

const validate = restRoute({
  method: 'POST',
  path: '/workflows/{id}/validate',
  operationId: 'validateWorkflow',
  summary: 'All problems of the draft',
  permission: 'workflow:read',
  status: 200,
  params: pathIdSchema,
  query: none,
  body: none,
  output: problemListSchema,
  handle: async ({ deps, scope, params }) => ({
    body: await validateWorkflow(deps, scope, { id: knownId('workflow', params.id) }),
  }),
});

const publish = restRoute({
  method: 'POST',
  path: '/workflows/{id}/publish',
  operationId: 'publishWorkflow',
  summary: 'Makes the draft a version and switches the triggers to it; 422 with its problems',
  permission: 'workflow:publish',
  status: 200,
  params: pathIdSchema,
  query: none,
  body: publishBodySchema,
  output: publishedSchema,
  handle: async ({ deps, scope, params, body }) => ({
    body: await publishWorkflow(deps, scope, { id: knownId('workflow', params.id), note: body.note }),
  }),
});

/** Whether the caller has this very state. Tags of `If-None-Match` are compared weakly (RFC 9110 §13.1.2). */
function isKnown(ifNoneMatch: string | undefined, etag: string): boolean {
  const tags = (ifNoneMatch ?? '').split(',').map((tag) => tag.trim().replace(/^W\//, ''));
  return tags.includes(etag) || tags.includes('*');
}

export const WORKFLOW_ROUTES: readonly AnyRestRoute[] = [
  list,
  create,
  get,
  replace,
  remove,
  validate,
  publish,
];
