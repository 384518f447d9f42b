/**
 * `import FILE…`: workflows from portable files, from n8n's exported JSON, or from folders of either. Prints the ids, each
 * on a line, the last on the last line.
 */
import { createWorkflow } from '@/services/workflows/create-workflow';
import type { Command } from './command';
import { parseArguments } from './parse-arguments';
import { printProblems } from './print-problems';
import { printReport, readImportFiles } from './import-files';
import { openTenant, withServices } from './with-services';

const USAGE = 'FILE|FOLDER… [--tenant SLUG]';

export const importCommand: Command = {
  usage: USAGE,
  summary: 'make workflows from files of Heddle or n8n and print their ids',
  example: 'import greet.json',
  async run({ args, cwd }) {
    const { words, options } = parseArguments(args, ['tenant'], `import ${USAGE}`);
    const read = await readImportFiles(words, cwd);
    await withServices(async (deps) => {
      const scope = await openTenant(deps, options.tenant);
      for (const one of read) {
        printReport(one);
        const { id, problems } = await createWorkflow(deps, scope, { file: one.workflow });
        printProblems(problems);
        console.log(id);
      }
    });
  },
};
