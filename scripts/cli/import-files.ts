/** Reads what `import` is given: files of Heddle's own and of n8n, of whole tenants, and folders of them. */
import { readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { UserProblem } from '@/core/errors/app-error';
import type { Graph } from '@/core/contracts/portable-workflow';
import {
  chosenCredentialsSchema,
  tenantFileSchema,
  type ChosenCredentials,
} from '@/core/contracts/tenant-file';
import { importN8n, type ImportedWorkflow } from '@/core/exchange/n8n/import-n8n';
import { looksLikeN8n } from '@/core/exchange/n8n/source';
import { fromText, readYaml } from '@/core/exchange/yaml';
import { createCatalog } from '@/core/node-kit/definition';
import { definitions } from '@/nodes/definitions.generated';
import { printProblems } from './print-problems';

export interface ReadWorkflow {
  file: string;
  /** The id it had where it came from, or null. */
  id: string | null;
  workflow: Graph;
  /** Where it came from n8n. */
  imported: ImportedWorkflow | null;
}

const EXTENSION = /\.(json|ya?ml)$/;

/** Every workflow of these files, in their order. @throws UserProblem that names the file. */
export async function readImportFiles(words: readonly string[], cwd: string): Promise<ReadWorkflow[]> {
  if (words.length === 0) throw new UserProblem('cli.no-file', 'Name the workflow file.');
  const files = await Promise.all(words.map((word) => filesAt(path.resolve(cwd, word))));
  const read: ReadWorkflow[] = [];
  for (const file of files.flat()) {
    const text = await readFile(file, 'utf8').catch((cause: unknown) => unreadable(file, cause));
    read.push(...readText(file, text));
  }
  return read;
}

function readText(file: string, text: string): ReadWorkflow[] {
  if (/^.{0,40}heddle\.tenant\/1/s.test(text)) return readTenant(file, text);
  const parsed = fromText(text);
  if (parsed.graph) return [{ file, id: idInName(file), workflow: parsed.graph, imported: null }];
  const found = looksLikeN8n(text) ? importN8n(text, createCatalog(definitions)) : undefined;
  if (found?.ok) {
    return found.workflows.map((imported) => ({ file, id: null, workflow: imported.workflow, imported }));
  }
  printProblems(parsed.problems);
  const why = found ? found.problem.message : 'It is not a workflow file that Heddle can read.';
  throw new UserProblem('cli.broken-file', `${file}: ${why}`);
}

function readTenant(file: string, text: string): ReadWorkflow[] {
  const read = readYaml(text);
  const parsed = 'value' in read ? tenantFileSchema.safeParse(read.value) : undefined;
  if (!parsed?.success) {
    const issue = parsed?.error.issues[0];
    const why = issue ? `${issue.path.join('.')}: ${issue.message}` : 'it cannot be read';
    throw new UserProblem('cli.broken-file', `${file} is no whole tenant: ${why}`);
  }
  return parsed.data.workflows.map(({ id, file: workflow }) => ({ file, id, workflow, imported: null }));
}

/** Files that `export --all --to` wrote carry the id of their workflow in their name. */
function idInName(file: string): string | null {
  return /\.([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\.(?:json|ya?ml)$/.exec(file)?.[1] ?? null;
}

/** What became of the nodes of an import from n8n; nothing for a file of Heddle's own. */
export function printReport(
  { file, workflow, imported }: ReadWorkflow,
  chosen: ChosenCredentials = {},
): void {
  if (!imported) return;
  const count = (result: string) => imported.report.filter((entry) => entry.result === result).length;
  const counts = `${count('same')} same, ${count('adapted')} adapted, ${count('missing')} missing`;
  console.log(`${path.basename(file)} · ${workflow.name}: ${counts}`);
  for (const note of imported.whole.notes) console.log(`  ${note}`);
  for (const { nodeName, type, result, notes } of imported.report) {
    if (result === 'same') continue;
    console.log(`  ${result.padEnd(8)} ${nodeName} (${type})`);
    for (const note of notes) console.log(`           ${note}`);
  }
  for (const { type, name, key, nodes } of imported.credentials) {
    if (key !== null && Object.hasOwn(chosen, key)) continue;
    const how = key === null ? '' : `: --credentials {${JSON.stringify(key)}: "ID"}`;
    console.log(`  needs the credential "${name}" (${type}) for ${nodes.join(', ')}${how}`);
  }
}

/** The map of a file `--credentials`; empty without one. @throws UserProblem that names the file. */
export async function readChosen(word: string | undefined, cwd: string): Promise<ChosenCredentials> {
  if (word === undefined) return {};
  const file = path.resolve(cwd, word);
  const text = await readFile(file, 'utf8').catch((cause: unknown) => unreadable(file, cause));
  const read = readYaml(text);
  const parsed = 'value' in read ? chosenCredentialsSchema.safeParse(read.value) : undefined;
  if (parsed?.success) return parsed.data;
  throw new UserProblem(
    'cli.broken-file',
    `${file} is no map of credentials. It looks like this: {"n8n/httpHeaderAuth/Shop": "id of a credential here"}.`,
  );
}

async function filesAt(place: string): Promise<string[]> {
  const found = await stat(place).catch((cause: unknown) => unreadable(place, cause));
  if (!found.isDirectory()) return [place];
  const entries = await readdir(place, { withFileTypes: true });
  const inside = await Promise.all(
    entries
      .filter((entry) => entry.isDirectory() || EXTENSION.test(entry.name))
      .sort((a, b) => (a.name < b.name ? -1 : 1))
      .map((entry) => filesAt(path.join(place, entry.name))),
  );
  return inside.flat();
}

function unreadable(file: string, cause: unknown): never {
  throw new UserProblem('cli.unreadable-file', `${file} cannot be read. Check the name.`, { cause });
}
