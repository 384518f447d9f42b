/** `import FILE`: a new workflow from a portable file. Prints its id on the last line. */
import { createWorkflow } from '@/services/workflows/create-workflow';
import type { Command } from './command';
import { parseArguments } from './parse-arguments';
import { printProblems } from './print-problems';
import { openTenant, withServices } from './with-services';
import { readWorkflowFile } from './workflow-file';

const USAGE = 'FILE [--tenant SLUG]';

export const importCommand: Command = {
  usage: USAGE,
  summary: 'make a workflow from a file and print its id',
  example: 'import greet.json',
  async run({ args, cwd }) {
    const { words, options } = parseArguments(args, ['tenant'], `import ${USAGE}`);
    const file = await readWorkflowFile(words[0], cwd);
    const { id, problems } = await withServices(async (deps) =>
      createWorkflow(deps, await openTenant(deps, options.tenant), { file }),
    );
    printProblems(problems);
    console.log(id);
  },
};
