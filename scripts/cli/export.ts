/** `export ID` or `export --all`: drafts as portable files, JSON or YAML, or in n8n's format. */
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { TenantScope } from '@/core/access/tenant-scope';
import { UserProblem } from '@/core/errors/app-error';
import { exportToN8n } from '@/core/exchange/n8n/export-n8n';
import { toPortable } from '@/core/exchange/portable';
import { toYaml } from '@/core/exchange/yaml';
import type { Graph } from '@/core/contracts/portable-workflow';
import { exportTenant } from '@/services/exchange/export-tenant';
import { exportWorkflow } from '@/services/workflows/export-workflow';
import type { ServiceDeps } from '@/services/deps';
import type { Command } from './command';
import { parseArguments } from './parse-arguments';
import { idOf, oneOf } from './tenant-command';
import { openTenant, withServices } from './with-services';

const USAGE = 'ID|all [--format json|yaml|n8n] [--to FOLDER] [--tenant SLUG]';
const FORMATS = ['json', 'yaml', 'n8n'] as const;
type Format = (typeof FORMATS)[number];

export const exportCommand: Command = {
  usage: USAGE,
  summary: "print a workflow's draft as a file; of all, one file or a folder",
  example: 'export 019aa5b2-6c00-7d31-9a54-1f0c2e9b7a10 > greet.json',
  details: [
    ['all', 'every workflow of the tenant in one file, which import takes again'],
    ['--format', 'json (the default), yaml or n8n'],
    ['--to', 'a folder, with a file for each workflow'],
  ],
  async run({ args, cwd }) {
    const { words, options } = parseArguments(args, ['tenant', 'format', 'to'], `export ${USAGE}`);
    const format = oneOf('format', options.format ?? 'json', FORMATS);
    const isAll = words[0] === 'all';
    const id = isAll ? '' : idOf(words, 'workflow');
    await withServices(async (deps) => {
      const scope = await openTenant(deps, options.tenant);
      const folder = options.to === undefined ? null : path.resolve(cwd, options.to);
      if (isAll) return exportAll(deps, scope, { format, folder });
      const { graph } = await exportWorkflow(deps, scope, { id });
      if (folder === null) console.log(textOf(graph, format).trimEnd());
      else await writeTo(folder, [{ id, file: graph }], format);
    });
  },
};

async function exportAll(
  deps: ServiceDeps,
  scope: TenantScope,
  { format, folder }: { format: Format; folder: string | null },
): Promise<void> {
  const tenant = await exportTenant(deps, scope);
  if (folder !== null) return writeTo(folder, tenant.workflows, format);
  if (format !== 'json') {
    throw new UserProblem(
      'cli.bad-arguments',
      'One file for all is JSON. For yaml or n8n, name a folder: --to FOLDER.',
    );
  }
  const files = tenant.workflows.map(
    ({ id, file }) => `{ "id": ${JSON.stringify(id)}, "file": ${toPortable(file).trimEnd()} }`,
  );
  console.log(`{ "format": "${tenant.format}", "workflows": [\n${files.join(',\n')}\n] }`);
}

async function writeTo(
  folder: string,
  workflows: readonly { id: string; file: Graph }[],
  format: Format,
): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const { id, file } of workflows) {
    const place = path.join(folder, `${plainName(file.name)}.${id}.${format === 'yaml' ? 'yaml' : 'json'}`);
    await writeFile(place, textOf(file, format));
    console.log(place);
  }
}

function textOf(graph: Graph, format: Format): string {
  if (format === 'yaml') return toYaml(graph);
  return format === 'json' ? toPortable(graph) : `${JSON.stringify(exportToN8n(graph).file, null, 2)}\n`;
}

/** A name that every file system takes. */
function plainName(name: string): string {
  const plain = name
    .toLowerCase()
    .replace(/[^\p{Letter}\p{Number}]+/gu, '-')
    .replace(/^-+|-+$/g, '');
  return plain.slice(0, 60) || 'workflow';
}
