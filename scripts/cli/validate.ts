/** `validate FILE`: every problem of a portable workflow file. Needs no database. */
import { createCatalog } from '@/core/node-kit/definition';
import { UserProblem } from '@/core/errors/app-error';
import { isPublishable, validateGraph } from '@/core/graph/validate-graph';
import { definitions } from '@/nodes/definitions.generated';
import type { Command } from './command';
import { printProblems } from './print-problems';
import { readWorkflowFile } from './workflow-file';

export const validateCommand: Command = {
  usage: 'FILE',
  summary: 'check a workflow file and print every problem',
  example: 'validate greet.json',
  async run({ args, cwd }) {
    const graph = await readWorkflowFile(args[0], cwd);
    const problems = validateGraph(graph, createCatalog(definitions), { mode: 'publish' });
    printProblems(problems);
    if (!isPublishable(problems))
      throw new UserProblem('cli.not-publishable', 'The workflow cannot be published as it is.');
    console.log('The workflow can be published.');
  },
};
