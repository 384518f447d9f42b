/** `create-api-key`: a key for the REST API. The key stands alone on the last line, and is never shown again. */
import { ROLES } from '@/core/access/roles';
import { UserProblem } from '@/core/errors/app-error';
import { createApiKey } from '@/services/api-keys/create-api-key';
import type { Command } from './command';
import { parseArguments } from './parse-arguments';
import { openTenant, withServices } from './with-services';

const USAGE = '--tenant SLUG --role ROLE [--name NAME]';

export const createApiKeyCommand: Command = {
  usage: USAGE,
  summary: 'make an API key and print it on the last line',
  example: 'create-api-key --tenant demo --role developer --name ci',
  async run({ args }) {
    const { options } = parseArguments(args, ['tenant', 'role', 'name'], `create-api-key ${USAGE}`);
    const role = ROLES.find((known) => known === options.role);
    if (!role) throw new UserProblem('cli.bad-role', `Give a role with --role: ${ROLES.join(', ')}.`);
    const key = await withServices(async (deps) => {
      const scope = await openTenant(deps, options.tenant);
      return (await createApiKey(deps, scope, { name: options.name ?? 'command line', role })).key;
    });
    console.log(key);
  },
};
