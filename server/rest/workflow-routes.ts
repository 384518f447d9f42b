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
import { fileAnswer } from './etag';
import { EXAMPLE_FILE, EXAMPLE_IDS } from './examples';
import { knownId } from './known-id';
import { type AnyRestRoute, restRoute } from './route';

const none = z.strictObject({});

const OPEN_WEBHOOK = {
  code: 'webhook.open',
  severity: 'warning',
  nodeId: 'hook',
  path: 'parameters.authentication',
  message: 'Anyone who knows the address of "Webhook" can start this workflow.',
  fix: 'Choose an authentication.',
};

const list = restRoute({
  tag: 'Workflows',
  method: 'GET',
  path: '/workflows',
  operationId: 'listWorkflows',
  summary: 'Workflows, last changed first or by name',
  permission: 'workflow:read',
  status: 200,
  example: {
    answer: {
      items: [
        {
          id: EXAMPLE_IDS.workflow,
          name: 'Greet',
          publishedVersion: 3,
          draftChanged: false,
          updatedAt: '2026-11-23T08:00:00.000Z',
          nodeTypes: ['webhook', 'edit-fields'],
        },
      ],
      nextCursor: null,
    },
  },
  params: none,
  query: workflowListQuerySchema,
  body: null,
  output: pageOf(workflowSummarySchema),
  handle: async ({ deps, scope, query }) => ({
    body: await listWorkflows(deps, scope, { ...query, failing: query.failing === 'true' }),
  }),
});

const create = restRoute({
  tag: 'Workflows',
  method: 'POST',
  path: '/workflows',
  operationId: 'createWorkflow',
  summary: 'A new workflow from a portable file; its draft may have problems',
  permission: 'workflow:write',
  status: 201,
  example: { body: EXAMPLE_FILE, answer: { id: EXAMPLE_IDS.workflow, problems: [OPEN_WEBHOOK] } },
  refusals: { 422: 'The file is broken; `details.problems` lists every fault.' },
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
  tag: 'Workflows',
  method: 'GET',
  path: '/workflows/{id}',
  operationId: 'getWorkflow',
  summary: 'The portable file of the draft, or of `?version=`',
  permission: 'workflow:read',
  status: 200,
  headers: { 'If-None-Match': 'An ETag that you have; the same file is answered with 304.' },
  example: { answer: EXAMPLE_FILE },
  params: pathIdSchema,
  query: fileQuerySchema,
  body: null,
  output: portableWorkflowSchema,
  async handle({ deps, scope, exchange, params, query }) {
    const found = await exportWorkflow(deps, scope, {
      id: knownId('workflow', params.id),
      version: query.version,
    });
    return fileAnswer(exchange, found);
  },
});

const replace = restRoute({
  tag: 'Workflows',
  method: 'PUT',
  path: '/workflows/{id}',
  operationId: 'replaceWorkflow',
  summary: 'Makes the draft equal to a portable file; wants `If-Match` with the draft’s ETag',
  permission: 'workflow:write',
  status: 200,
  headers: { 'If-Match': 'The ETag of the draft that you changed, or `*`. Required.' },
  example: { body: EXAMPLE_FILE, answer: { id: EXAMPLE_IDS.workflow, problems: [] } },
  refusals: {
    412: 'Somebody changed the draft meanwhile.',
    422: 'The file is broken; `details.problems` lists every fault.',
    428: '`If-Match` is missing.',
  },
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
  tag: 'Workflows',
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
  tag: 'Workflows',
  method: 'POST',
  path: '/workflows/{id}/validate',
  operationId: 'validateWorkflow',
  summary: 'All problems of the draft',
  permission: 'workflow:read',
  status: 200,
  example: { body: {}, answer: { problems: [OPEN_WEBHOOK] } },
  params: pathIdSchema,
  query: none,
  body: none,
  output: problemListSchema,
  handle: async ({ deps, scope, params }) => ({
    body: await validateWorkflow(deps, scope, { id: knownId('workflow', params.id) }),
  }),
});

const publish = restRoute({
  tag: 'Workflows',
  method: 'POST',
  path: '/workflows/{id}/publish',
  operationId: 'publishWorkflow',
  summary: 'Makes the draft a version and switches the triggers to it; 422 with its problems',
  permission: 'workflow:publish',
  status: 200,
  example: { body: { note: 'Polite greeting' }, answer: { version: 3 } },
  refusals: { 422: 'The workflow has errors; `details.problems` lists them.' },
  params: pathIdSchema,
  query: none,
  body: publishBodySchema,
  output: publishedSchema,
  handle: async ({ deps, scope, params, body }) => ({
    body: await publishWorkflow(deps, scope, { id: knownId('workflow', params.id), note: body.note }),
  }),
});

export const WORKFLOW_ROUTES: readonly AnyRestRoute[] = [
  list,
  create,
  get,
  replace,
  remove,
  validate,
  publish,
];
