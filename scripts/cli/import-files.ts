/** Reads what `import` is given: files of Heddle's own and of n8n, and folders of them. */
import { readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { UserProblem } from '@/core/errors/app-error';
import type { Graph } from '@/core/contracts/portable-workflow';
import { importN8n, type ImportedWorkflow } from '@/core/exchange/n8n/import-n8n';
import { looksLikeN8n } from '@/core/exchange/n8n/source';
import { parsePortableText } from '@/core/graph/parse-graph';
import { createCatalog } from '@/core/node-kit/definition';
import { definitions } from '@/nodes/definitions.generated';
import { printProblems } from './print-problems';

export interface ReadWorkflow {
  file: string;
  workflow: Graph;
  /** Where it came from n8n. */
  imported: ImportedWorkflow | null;
}

/** Every workflow of these files, in their order. @throws UserProblem that names the file. */
export async function readImportFiles(words: readonly string[], cwd: string): Promise<ReadWorkflow[]> {
  if (words.length === 0) throw new UserProblem('cli.no-file', 'Name the workflow file.');
  const files = await Promise.all(words.map((word) => filesAt(path.resolve(cwd, word))));
  const catalog = createCatalog(definitions);
  const read: ReadWorkflow[] = [];
  for (const file of files.flat()) {
    const text = await readFile(file, 'utf8').catch((cause: unknown) => unreadable(file, cause));
    const parsed = parsePortableText(text);
    if (parsed.graph) {
      read.push({ file, workflow: parsed.graph, imported: null });
      continue;
    }
    const found = looksLikeN8n(text) ? importN8n(text, catalog) : undefined;
    if (!found?.ok) {
      printProblems(parsed.problems);
      const why = found ? found.problem.message : 'It is not a workflow file that Heddle can read.';
      throw new UserProblem('cli.broken-file', `${file}: ${why}`);
    }
    for (const imported of found.workflows) read.push({ file, workflow: imported.workflow, imported });
  }
  return read;
}

/** What became of the nodes of an import from n8n; nothing for a file of Heddle's own. */
export function printReport({ file, workflow, imported }: ReadWorkflow): void {
  if (!imported) return;
  const count = (result: string) => imported.report.filter((entry) => entry.result === result).length;
  console.log(
    `${path.basename(file)} · ${workflow.name}: ${count('same')} same, ${count('adapted')} adapted, ${count('missing')} missing`,
  );
  for (const note of imported.whole.notes) console.log(`  ${note}`);
  for (const { nodeName, type, result, notes } of imported.report) {
    if (result === 'same') continue;
    console.log(`  ${result.padEnd(8)} ${nodeName} (${type})`);
    for (const note of notes) console.log(`           ${note}`);
  }
  for (const { type, name, nodes } of imported.credentials) {
    console.log(`  needs the credential "${name}" (${type}) for ${nodes.join(', ')}`);
  }
}

async function filesAt(place: string): Promise<string[]> {
  const found = await stat(place).catch((cause: unknown) => unreadable(place, cause));
  if (!found.isDirectory()) return [place];
  const entries = await readdir(place, { withFileTypes: true });
  const inside = await Promise.all(
    entries
      .filter((entry) => entry.isDirectory() || entry.name.endsWith('.json'))
      .sort((a, b) => (a.name < b.name ? -1 : 1))
      .map((entry) => filesAt(path.join(place, entry.name))),
  );
  return inside.flat();
}

function unreadable(file: string, cause: unknown): never {
  throw new UserProblem('cli.unreadable-file', `${file} cannot be read. Check the name.`, { cause });
}
