/**
 * The command line: `npm run heddle -- <command>`. Each command is a file; its entry here is its help.
 */
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { UserProblem } from '@/core/errors/app-error';
import type { Command } from './command';
import { createApiKeyCommand } from './create-api-key';
import { createNodeCommand } from './create-node';
import { doctorCommand } from './doctor';
import { exportCommand } from './export';
import { importCommand } from './import';
import { migrateCommand } from './migrate';
import { runCommand } from './run';
import { seedCommand } from './seed';
import { up } from './up/up';
import { validateCommand } from './validate';

export { up };

const COMMANDS: Readonly<Record<string, Command>> = {
  up: {
    usage: '[--demo]',
    summary: 'start everything and keep it running (what npm start runs)',
    run: ({ args, root }) => up({ root, development: false, demo: args.includes('--demo') }),
  },
  migrate: migrateCommand,
  seed: seedCommand,
  'create-api-key': createApiKeyCommand,
  import: importCommand,
  export: exportCommand,
  run: runCommand,
  validate: validateCommand,
  'create-node': createNodeCommand,
  doctor: doctorCommand,
};

/** Runs one command. `cwd` is where the person stands: file names are relative to it. */
export async function main(args: readonly string[], cwd = process.cwd()): Promise<void> {
  const [name, ...rest] = args;
  if (name === undefined || name === 'help' || name === '--help') {
    console.log(help());
    return;
  }
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (!command) throw new UserProblem('cli.unknown-command', `There is no command "${name}".\n\n${help()}`);
  const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
  await command.run({ args: rest, cwd, root });
}

function help(): string {
  const rows = Object.entries(COMMANDS).map(
    ([name, { usage, summary }]) => `  ${`${name} ${usage}`.padEnd(44)} ${summary}`,
  );
  return ['Usage: npm run heddle -- <command>', '', ...rows].join('\n');
}
