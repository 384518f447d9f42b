import { z } from 'zod';
import { importAnswerSchema } from '@/core/contracts/import-n8n';
import { type ChosenCredentials, chosenCredentialsSchema } from '@/core/contracts/tenant-file';
import { pathIdSchema } from '@/core/contracts/rest';
import { exportN8n } from '@/services/exchange/export-n8n';
import { importN8n } from '@/services/exchange/import-n8n';
import { EXAMPLE_FILE } from './examples';
import { knownId } from './known-id';
import { type AnyRestRoute, restRoute } from './route';

const none = z.strictObject({});

const EXAMPLE_N8N = {
  name: 'Greet',
  nodes: [
    {
      id: 'start',
      name: 'Start',
      type: 'n8n-nodes-base.manualTrigger',
      typeVersion: 1,
      position: [0, 0],
      parameters: {},
    },
  ],
  connections: {},
};

/** The file itself, or the file with what its credentials are here: `{file, credentials}`. */
const withCredentials = z.strictObject({ file: z.unknown(), credentials: chosenCredentialsSchema });

function importInput(body: unknown): { file: unknown; credentials?: ChosenCredentials } {
  const parsed = withCredentials.safeParse(body);
  return parsed.success ? parsed.data : { file: body };
}

const n8n = restRoute({
  tag: 'Workflows',
  method: 'POST',
  path: '/import/n8n',
  operationId: 'importN8n',
  summary:
    'n8n’s exported JSON as a portable file, with a report for each node; saves nothing. `{file, credentials}` says which credentials stand for those of n8n, by their `key`',
  permission: 'workflow:write',
  status: 200,
  example: {
    body: EXAMPLE_N8N,
    answer: {
      workflow: EXAMPLE_FILE,
      report: [
        {
          nodeName: 'Start',
          nodeId: 'start',
          type: 'n8n-nodes-base.manualTrigger',
          typeVersion: 1,
          becomes: 'manual-trigger',
          result: 'same',
          notes: [],
          remarks: [],
        },
      ],
      ...{ notes: [], remarks: [], credentials: [], others: [] },
    },
  },
  refusals: { 422: 'The body is not a workflow of n8n.' },
  params: none,
  query: none,
  body: z.unknown().refine((body) => body !== null && body !== undefined, 'Send n8n’s exported JSON.'),
  output: importAnswerSchema,
  handle: ({ deps, scope, body }) => Promise.resolve({ body: importN8n(deps, scope, importInput(body)) }),
});

const toN8n = restRoute({
  tag: 'Workflows',
  method: 'GET',
  path: '/workflows/{id}/export/n8n',
  operationId: 'exportN8n',
  summary: 'The draft in n8n’s format: what came from there as it was, but for what was changed here',
  permission: 'workflow:read',
  status: 200,
  example: { answer: EXAMPLE_N8N },
  params: pathIdSchema,
  query: none,
  body: null,
  output: z.unknown(),
  async handle({ deps, scope, params }) {
    const { file } = await exportN8n(deps, scope, { id: knownId('workflow', params.id) });
    return { body: file };
  },
});

export const IMPORT_ROUTES: readonly AnyRestRoute[] = [n8n, toN8n];
