/** `run ID|FILE`: runs a workflow's draft on the running workers and prints the finished run as JSON. */
import { access } from 'node:fs/promises';
import path from 'node:path';
import { rowIdSchema } from '@/core/contracts/identifiers';
import { runInputSchema, type RunInput } from '@/core/contracts/run-input';
import { UserProblem } from '@/core/errors/app-error';
import { getRun } from '@/services/runs/get-run';
import { startRun } from '@/services/runs/start-run';
import { createWorkflow } from '@/services/workflows/create-workflow';
import type { Command } from './command';
import { parseArguments } from './parse-arguments';
import { requireWorker } from './require-worker';
import { openTenant, withServices } from './with-services';
import { readWorkflowFile } from './workflow-file';

const USAGE = 'ID|FILE [--input JSON] [--tenant SLUG]';

export const runCommand: Command = {
  usage: USAGE,
  summary: 'run a workflow, or a file as a new one, and print the run',
  example: `run greet.json --input '{"amount": 120}'`,
  async run({ args, cwd }) {
    const { words, options } = parseArguments(args, ['input', 'tenant'], `run ${USAGE}`);
    const [target] = words;
    if (target === undefined)
      throw new UserProblem('cli.no-id', `Name a workflow or a file. Usage: npm run heddle -- run ${USAGE}`);
    const input = readInput(options.input);
    await requireWorker();
    const isFile = await access(path.resolve(cwd, target)).then(
      () => true,
      () => false,
    );
    if (!isFile && !rowIdSchema.safeParse(target).success) {
      throw new UserProblem(
        'cli.no-workflow',
        `"${target}" is neither a file here nor the id of a workflow. Check the name.`,
      );
    }
    const file = isFile ? await readWorkflowFile(target, cwd) : undefined;
    const run = await withServices(async (deps) => {
      const scope = await openTenant(deps, options.tenant);
      const workflowId = file ? (await createWorkflow(deps, scope, { file })).id : target;
      const { id } = await startRun(deps, scope, {
        workflowId,
        version: 'draft',
        wait: true,
        ...(input === undefined ? {} : { input }),
      });
      return getRun(deps, scope, { id, outputs: true });
    });
    console.log(JSON.stringify(run, null, 2));
    if (run.status === 'failed' || run.status === 'cancelled') process.exitCode = 1;
  },
};

function readInput(text: string | undefined): RunInput | undefined {
  if (text === undefined) return undefined;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new UserProblem(
      'cli.input-not-json',
      '--input is not JSON. Mind the quotes: --input \'{"amount": 120}\'',
      { cause },
    );
  }
  const parsed = runInputSchema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new UserProblem(
    'cli.bad-input',
    '--input must be an object, or a list of items such as [{"json": {"amount": 120}}].',
  );
}
