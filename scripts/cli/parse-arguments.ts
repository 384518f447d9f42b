import { parseArgs } from 'node:util';
import { UserProblem } from '@/core/errors/app-error';

export interface ParsedArguments<Option extends string> {
  /** What stands without a name, in order. */
  words: readonly string[];
  options: Readonly<Partial<Record<Option, string>>>;
}

/** Splits what stands after a command. Options take a value; unknown ones are refused with the command's usage. */
export function parseArguments<Option extends string>(
  args: readonly string[],
  known: readonly Option[],
  usage: string,
): ParsedArguments<Option> {
  try {
    const options = Object.fromEntries(known.map((name) => [name, { type: 'string' as const }]));
    const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true });
    // Every option was declared a string above, so every value is one.
    return { words: positionals, options: values as Partial<Record<Option, string>> };
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message.split('. ')[0] : '';
    throw new UserProblem('cli.bad-arguments', `${reason}. Usage: npm run heddle -- ${usage}`, { cause });
  }
}
