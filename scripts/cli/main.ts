/**
 * The command line: `npm run heddle -- <command>`. Each command is a file; its entry here is its help.
 */
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { UserProblem } from '@/core/errors/app-error';
import { backupCommand } from './backup';
import { capacityCommand } from './capacity';
import type { Command } from './command';
import { compatCommand } from './compat';
import { createApiKeyCommand } from './create-api-key';
import { createNodeCommand } from './create-node';
import { runsBulkCommand, runsDecideCommand } from './decide-runs';
import { doctorCommand } from './doctor';
import { exportCommand } from './export';
import { importCommand } from './import';
import { migrateCommand } from './migrate';
import { restoreCommand } from './restore';
import { runCommand } from './run';
import { rotateKeysCommand } from './rotate-keys';
import {
  runsCancelCommand,
  runsGetCommand,
  runsListCommand,
  runsResumeCommand,
  runsRetryCommand,
} from './runs';
import { schedulesHistoryCommand, schedulesPreviewCommand } from './schedules';
import { seedCommand } from './seed';
import { runsContinueCommand, runsPauseCommand, runsSignalCommand } from './steer-runs';
import { testCommand } from './test';
import { up } from './up/up';
import { validateCommand } from './validate';
import { publishCommand, versionsDiffCommand, versionsListCommand, versionsRestoreCommand } from './versions';
import {
  tagsRemoveCommand,
  tagsSetCommand,
  templatesInstallCommand,
  templatesListCommand,
  workflowsListCommand,
} from './workflows';

export { up };

/** By name, in the order of the help. A name of two words belongs to the group of its first. */
export const COMMANDS: Readonly<Record<string, Command>> = {
  up: {
    usage: '[--demo]',
    summary: 'start everything and keep it running (what npm start runs)',
    example: 'up --demo',
    run: ({ args, root }) => up({ root, development: false, demo: args.includes('--demo') }),
  },
  migrate: migrateCommand,
  seed: seedCommand,
  'create-api-key': createApiKeyCommand,
  'rotate-keys': rotateKeysCommand,
  import: importCommand,
  export: exportCommand,
  validate: validateCommand,
  compat: compatCommand,
  capacity: capacityCommand,
  test: testCommand,
  publish: publishCommand,
  run: runCommand,
  'workflows list': workflowsListCommand,
  'runs list': runsListCommand,
  'runs get': runsGetCommand,
  'runs cancel': runsCancelCommand,
  'runs pause': runsPauseCommand,
  'runs continue': runsContinueCommand,
  'runs signal': runsSignalCommand,
  'runs resume': runsResumeCommand,
  'runs retry': runsRetryCommand,
  'runs decide': runsDecideCommand,
  'runs bulk': runsBulkCommand,
  'versions list': versionsListCommand,
  'versions diff': versionsDiffCommand,
  'versions restore': versionsRestoreCommand,
  'tags set': tagsSetCommand,
  'tags remove': tagsRemoveCommand,
  'templates list': templatesListCommand,
  'templates install': templatesInstallCommand,
  'schedules preview': schedulesPreviewCommand,
  'schedules history': schedulesHistoryCommand,
  'create-node': createNodeCommand,
  doctor: doctorCommand,
  backup: backupCommand,
  restore: restoreCommand,
};

/** Runs one command. `cwd` is where the person stands: file names are relative to it. */
export async function main(args: readonly string[], cwd = process.cwd()): Promise<void> {
  const [first, second] = args;
  if (first === undefined || first === 'help' || first === '--help' || first === '-h') {
    console.log(help(Object.keys(COMMANDS)));
    return;
  }
  const isPair = second !== undefined && Object.hasOwn(COMMANDS, `${first} ${second}`);
  const name = isPair ? `${first} ${second}` : first;
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (!command) {
    helpOfGroup(first, second);
    return;
  }
  const rest = args.slice(isPair ? 2 : 1);
  if (rest.includes('--help') || rest.includes('-h')) {
    console.log(helpOf(name, command));
    return;
  }
  const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
  await command.run({ args: rest, cwd, root });
}

/** `runs` alone, or with a word that is none of its commands. @throws UserProblem `cli.unknown-command`. */
function helpOfGroup(first: string, second: string | undefined): void {
  const group = Object.keys(COMMANDS).filter((name) => name.startsWith(`${first} `));
  const isAsked = second === undefined || second === '--help' || second === '-h';
  if (group.length > 0 && isAsked) {
    console.log(help(group));
    return;
  }
  const said = group.length > 0 ? `${first} ${second ?? ''}`.trim() : first;
  const known = group.length > 0 ? group : Object.keys(COMMANDS);
  throw new UserProblem('cli.unknown-command', `There is no command "${said}".\n\n${help(known)}`);
}

function help(names: readonly string[]): string {
  const rows = names.map((name) => `  ${name.padEnd(18)} ${COMMANDS[name]?.summary ?? ''}`);
  return [
    'Usage: npm run heddle -- <command>',
    '',
    ...rows,
    '',
    'Arguments and an example: npm run heddle -- <command> --help',
  ].join('\n');
}

function helpOf(name: string, { usage, summary, example, details = [] }: Command): string {
  const options = details.map(([option, meaning]) => `  ${option.padEnd(26)} ${meaning}`);
  return [
    `${summary.charAt(0).toUpperCase()}${summary.slice(1)}.`,
    '',
    `Usage: npm run heddle -- ${`${name} ${usage}`.trim()}`,
    ...(options.length > 0 ? ['', ...options] : []),
    '',
    `Example: npm run heddle -- ${example}`,
  ].join('\n');
}
