import { z } from 'zod';
import { nodeDefinitionSchema } from '@/core/contracts/node-types';
import { getNodeType } from '@/services/node-types/get-node-type';
import { listNodeTypes } from '@/services/node-types/list-node-types';
import { type AnyRestRoute, restRoute } from './route';

const none = z.strictObject({});

const list = restRoute({
  tag: 'Node types',
  method: 'GET',
  path: '/node-types',
  operationId: 'listNodeTypes',
  summary: 'Every node type that the tenant may use',
  permission: 'workflow:read',
  status: 200,
  params: none,
  query: none,
  body: null,
  output: z.object({ items: z.array(nodeDefinitionSchema), nextCursor: z.null() }),
  async handle({ deps, scope }) {
    const { definitions } = await listNodeTypes(deps, scope, {});
    return { body: { items: definitions, nextCursor: null } };
  },
});

const get = restRoute({
  tag: 'Node types',
  method: 'GET',
  path: '/node-types/{type}',
  operationId: 'getNodeType',
  summary: 'One node type: ports, fields, effect, examples',
  permission: 'workflow:read',
  status: 200,
  params: z.strictObject({ type: z.string() }),
  query: none,
  body: null,
  output: nodeDefinitionSchema,
  async handle({ deps, scope, params }) {
    const { definition } = await getNodeType(deps, scope, { type: params.type });
    return { body: definition };
  },
});

export const NODE_TYPE_ROUTES: readonly AnyRestRoute[] = [list, get];
