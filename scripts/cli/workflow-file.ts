import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { UserProblem } from '@/core/errors/app-error';
import type { Graph } from '@/core/contracts/portable-workflow';
import { fromText } from '@/core/exchange/yaml';
import { printProblems } from './print-problems';

/** Reads a portable workflow file, JSON or YAML; a broken one is told with every problem in it. */
export async function readWorkflowFile(file: string | undefined, cwd: string): Promise<Graph> {
  if (file === undefined) throw new UserProblem('cli.no-file', 'Name the workflow file.');
  const absolute = path.resolve(cwd, file);
  const text = await readFile(absolute, 'utf8').catch((cause: unknown) => {
    throw new UserProblem('cli.unreadable-file', `${absolute} cannot be read. Check the name.`, { cause });
  });
  const parsed = fromText(text);
  if (parsed.graph) return parsed.graph;
  printProblems(parsed.problems);
  throw new UserProblem('cli.broken-file', `${absolute} is not a workflow file that Heddle can read.`);
}
