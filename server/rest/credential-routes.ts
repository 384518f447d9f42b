import { z } from 'zod';
import {
  credentialChangeSchema,
  credentialPageSchema,
  credentialQuerySchema,
  credentialUsageSchema,
  credentialViewSchema,
  newCredentialSchema,
} from '@/core/contracts/credentials';
import { pathIdSchema } from '@/core/contracts/rest';
import { createCredential } from '@/services/credentials/create-credential';
import { credentialUsage } from '@/services/credentials/credential-usage';
import { deleteCredential } from '@/services/credentials/delete-credential';
import { getCredential } from '@/services/credentials/get-credential';
import { listCredentials } from '@/services/credentials/list-credentials';
import { updateCredential } from '@/services/credentials/update-credential';
import { knownId } from './known-id';
import { type AnyRestRoute, restRoute } from './route';

const none = z.strictObject({});
const EXAMPLE = {
  id: '0198c0de-0000-7000-8000-00000000c0de',
  name: 'Shop API',
  kind: 'header',
  fields: { name: 'X-Api-Key' },
  secrets: { value: 'set' },
  hosts: ['api.example.com'],
  createdAt: '2026-11-23T08:00:00.120Z',
  updatedAt: '2026-11-23T08:00:00.120Z',
};
const UNKNOWN = { 404: 'There is no such credential.' };
const INVALID = { 422: 'A value is missing or wrong, or the secret has to be given again.' };

const list = restRoute({
  tag: 'Credentials',
  method: 'GET',
  path: '/credentials',
  operationId: 'listCredentials',
  summary: 'Credentials by name; that their secrets are set, never what they are',
  permission: 'credential:read',
  status: 200,
  params: none,
  query: z.strictObject({
    ...credentialQuerySchema,
    limit: z.coerce.number().int().min(1).max(200).default(50),
  }),
  body: null,
  output: credentialPageSchema,
  example: { answer: { items: [EXAMPLE], nextCursor: null } },
  handle: async ({ deps, scope, query }) => ({ body: await listCredentials(deps, scope, query) }),
});

const create = restRoute({
  tag: 'Credentials',
  method: 'POST',
  path: '/credentials',
  operationId: 'createCredential',
  summary: 'Store a credential; its secrets are sealed and opened by workers alone',
  permission: 'credential:write',
  status: 201,
  params: none,
  query: none,
  body: newCredentialSchema,
  output: credentialViewSchema,
  example: {
    body: {
      name: 'Shop API',
      kind: 'header',
      fields: { name: 'X-Api-Key', value: 'the key' },
      hosts: ['api.example.com'],
    },
    answer: EXAMPLE,
  },
  refusals: INVALID,
  handle: async ({ deps, scope, body }) => ({ body: await createCredential(deps, scope, body) }),
});

const get = restRoute({
  tag: 'Credentials',
  method: 'GET',
  path: '/credentials/{id}',
  operationId: 'getCredential',
  summary: 'A credential without its secrets',
  permission: 'credential:read',
  status: 200,
  params: pathIdSchema,
  query: none,
  body: null,
  output: credentialViewSchema,
  example: { answer: EXAMPLE },
  refusals: UNKNOWN,
  handle: async ({ deps, scope, params }) => ({
    body: await getCredential(deps, scope, { id: knownId('credential', params.id) }),
  }),
});

const update = restRoute({
  tag: 'Credentials',
  method: 'PUT',
  path: '/credentials/{id}',
  operationId: 'updateCredential',
  summary: 'Change a credential; what is left out stays, secrets as well',
  permission: 'credential:write',
  status: 200,
  params: pathIdSchema,
  query: none,
  body: credentialChangeSchema,
  output: credentialViewSchema,
  example: { body: { name: 'Shop API', fields: { value: 'the new key' } }, answer: EXAMPLE },
  refusals: { ...UNKNOWN, ...INVALID },
  handle: async ({ deps, scope, params, body }) => ({
    body: await updateCredential(deps, scope, { id: knownId('credential', params.id), ...body }),
  }),
});

const remove = restRoute({
  tag: 'Credentials',
  method: 'DELETE',
  path: '/credentials/{id}',
  operationId: 'deleteCredential',
  summary: 'Remove a credential that no published workflow uses',
  permission: 'credential:write',
  status: 200,
  params: pathIdSchema,
  query: none,
  body: null,
  output: z.object({ id: z.string() }),
  example: { answer: { id: EXAMPLE.id } },
  refusals: { ...UNKNOWN, 409: 'Published workflows use it; they are named.' },
  handle: async ({ deps, scope, params }) => ({
    body: await deleteCredential(deps, scope, { id: knownId('credential', params.id) }),
  }),
});

const usage = restRoute({
  tag: 'Credentials',
  method: 'GET',
  path: '/credentials/{id}/usage',
  operationId: 'getCredentialUsage',
  summary: 'Workflows that use a credential, with the nodes that do',
  permission: 'credential:use',
  status: 200,
  params: pathIdSchema,
  query: none,
  body: null,
  output: credentialUsageSchema,
  example: {
    answer: {
      workflows: [
        {
          id: '0198c0de-0000-7000-8000-000000000001',
          name: 'New orders',
          draft: ['Get orders'],
          published: ['Get orders'],
        },
      ],
    },
  },
  refusals: UNKNOWN,
  handle: async ({ deps, scope, params }) => ({
    body: await credentialUsage(deps, scope, { id: knownId('credential', params.id) }),
  }),
});

export const CREDENTIAL_ROUTES: readonly AnyRestRoute[] = [list, create, get, update, remove, usage];
