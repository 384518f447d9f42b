/** `export ID`: a workflow's draft as a portable file, on stdout. */
import { rowIdSchema } from '@/core/contracts/identifiers';
import { UserProblem } from '@/core/errors/app-error';
import { exportWorkflow } from '@/services/workflows/export-workflow';
import type { Command } from './command';
import { parseArguments } from './parse-arguments';
import { openTenant, withServices } from './with-services';

const USAGE = 'ID [--tenant SLUG]';

export const exportCommand: Command = {
  usage: USAGE,
  summary: "print a workflow's draft as a portable file",
  example: 'export 019aa5b2-6c00-7d31-9a54-1f0c2e9b7a10 > greet.json',
  async run({ args }) {
    const { words, options } = parseArguments(args, ['tenant'], `export ${USAGE}`);
    const [id] = words;
    if (id === undefined)
      throw new UserProblem('cli.no-id', `Name the workflow. Usage: npm run heddle -- export ${USAGE}`);
    if (!rowIdSchema.safeParse(id).success) throw UserProblem.notFound('workflow');
    const { text } = await withServices(async (deps) =>
      exportWorkflow(deps, await openTenant(deps, options.tenant), { id }),
    );
    console.log(text.trimEnd());
  },
};
