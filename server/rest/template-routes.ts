import { z } from 'zod';
import { templateSlugSchema, templateViewSchema } from '@/core/contracts/template';
import { installTemplate } from '@/services/templates/install-template';
import { listTemplates } from '@/services/templates/list-templates';
import { EXAMPLE_IDS } from './examples';
import { type AnyRestRoute, restRoute } from './route';

const none = z.strictObject({});

const list = restRoute({
  tag: 'Templates',
  method: 'GET',
  path: '/templates',
  operationId: 'listTemplates',
  summary: 'Workflows to begin with; each runs on sample data of its own',
  permission: 'workflow:read',
  status: 200,
  params: none,
  query: none,
  body: null,
  output: z.object({ items: z.array(templateViewSchema), nextCursor: z.null() }),
  handle: ({ deps, scope }) => Promise.resolve({ body: { ...listTemplates(deps, scope), nextCursor: null } }),
});

const install = restRoute({
  tag: 'Templates',
  method: 'POST',
  path: '/templates/{slug}/install',
  operationId: 'installTemplate',
  summary: 'Makes a workflow of a template; runs nothing and calls nobody',
  permission: 'workflow:write',
  status: 201,
  params: z.strictObject({ slug: templateSlugSchema }),
  query: none,
  body: none,
  output: z.object({ id: z.string() }),
  example: { body: {}, answer: { id: EXAMPLE_IDS.workflow } },
  async handle({ deps, scope, params }) {
    const { workflowId } = await installTemplate(deps, scope, { slug: params.slug });
    return { headers: { location: `/api/v1/workflows/${workflowId}` }, body: { id: workflowId } };
  },
});

export const TEMPLATE_ROUTES: readonly AnyRestRoute[] = [list, install];
