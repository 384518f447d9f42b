/** Commands that do something in a tenant: they differ in what they do and share how they are called. */
import type { TenantScope } from '@/core/access/tenant-scope';
import { rowIdSchema } from '@/core/contracts/identifiers';
import { UserProblem } from '@/core/errors/app-error';
import type { ServiceDeps } from '@/services/deps';
import type { Command } from './command';
import { parseArguments, type ParsedArguments } from './parse-arguments';
import { openTenant, withServices } from './with-services';

/** What a command works with. */
export interface TenantCall<Option extends string> extends ParsedArguments<Option> {
  deps: ServiceDeps;
  scope: TenantScope;
  /** Writes a line. */
  print(line: string): void;
}

export interface TenantCommandSpec<Option extends string> extends Omit<Command, 'run'> {
  name: string;
  options: readonly Option[];
  /** Refuses what can be seen to be wrong before a database is asked. */
  check?(given: ParsedArguments<Option>): void;
  act(call: TenantCall<Option>): Promise<void>;
}

export interface TenantCommand<Option extends string> extends Command {
  act(call: TenantCall<Option>): Promise<void>;
}

/** Makes the command; `--tenant` is understood by all of them. */
export function tenantCommand<Option extends string>(spec: TenantCommandSpec<Option>): TenantCommand<Option> {
  const { usage, summary, example, details, act } = spec;
  return {
    ...{ usage: `${usage} [--tenant SLUG]`.trim(), summary, example, act },
    ...(details ? { details } : {}),
    async run({ args }) {
      const known = [...spec.options, 'tenant' as const];
      const given = parseArguments(args, known, `${spec.name} ${usage} [--tenant SLUG]`);
      spec.check?.(given);
      await withServices(async (deps) => {
        const scope = await openTenant(deps, given.options.tenant);
        await act({ ...given, deps, scope, print: (line) => console.log(line) });
      });
    },
  };
}

/** The id that a command is about. @throws UserProblem `cli.no-id`, `<noun>.not-found`. */
export function idOf(words: readonly string[], noun: string): string {
  const [id] = words;
  if (id === undefined) throw new UserProblem('cli.no-id', `Name the ${noun} by its id.`);
  if (!rowIdSchema.safeParse(id).success) throw UserProblem.notFound(noun);
  return id;
}

/** One of several words. @throws UserProblem `cli.bad-arguments`. */
export function oneOf<T extends string>(name: string, value: string, allowed: readonly T[]): T {
  const found = allowed.find((known) => known === value);
  if (found !== undefined) return found;
  throw new UserProblem('cli.bad-arguments', `"${value}" is no ${name}. Use ${allowed.join(', ')}.`);
}

/** A whole number from 1 on. @throws UserProblem `cli.bad-arguments`. */
export function countOf(name: string, value: string): number {
  if (/^[1-9]\d{0,8}$/.test(value)) return Number(value);
  throw new UserProblem('cli.bad-arguments', `"${value}" is no ${name}. Use a whole number from 1 on.`);
}

/** A JSON value. @throws UserProblem `cli.input-not-json`. */
export function jsonOf(name: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new UserProblem(
      'cli.input-not-json',
      `${name} is not JSON. Mind the quotes: ${name} '{"amount": 120}'`,
      { cause },
    );
  }
}
