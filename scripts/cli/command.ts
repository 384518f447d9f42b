/** What a command of the command line is. */

export interface CommandInput {
  /** What stands after the command's name. */
  args: readonly string[];
  /** Where the person stands. */
  cwd: string;
  /** The clone. */
  root: string;
}

export interface Command {
  /** Its arguments, for the help. */
  usage: string;
  summary: string;
  /** What a person would type after `npm run heddle --`. */
  example: string;
  /** What its options mean, for `--help`. */
  details?: readonly (readonly [option: string, meaning: string])[];
  run(input: CommandInput): Promise<void>;
}
