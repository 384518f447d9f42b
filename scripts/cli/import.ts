/**
 * `import FILE…`: workflows from portable files, from n8n's exported JSON, from whole tenants, or from folders of them.
 * Prints the ids, each on a line, the last on the last line.
 */
import { importWorkflows } from '@/services/exchange/import-workflows';
import type { Command } from './command';
import { printReport, readChosen, readImportFiles } from './import-files';
import { parseArguments } from './parse-arguments';
import { printProblems } from './print-problems';
import { openTenant, withServices } from './with-services';

const USAGE = 'FILE|FOLDER… [--credentials MAP.json] [--tenant SLUG]';

export const importCommand: Command = {
  usage: USAGE,
  summary: 'make workflows from files of Heddle or n8n and print their ids',
  example: 'import greet.json',
  details: [
    [
      '--credentials MAP.json',
      'which credentials stand for those that the files name: {"n8n/httpHeaderAuth/Shop": "ID"}',
    ],
  ],
  async run({ args, cwd }) {
    const { words, options } = parseArguments(args, ['tenant', 'credentials'], `import ${USAGE}`);
    const read = await readImportFiles(words, cwd);
    const credentials = await readChosen(options.credentials, cwd);
    for (const one of read) printReport(one, credentials);
    const { workflows } = await withServices(async (deps) =>
      importWorkflows(deps, await openTenant(deps, options.tenant), {
        workflows: read.map(({ id, workflow }) => ({ id, file: workflow })),
        credentials,
      }),
    );
    for (const { id, problems } of workflows) {
      printProblems(problems);
      console.log(id);
    }
  },
};
