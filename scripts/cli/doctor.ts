/** `doctor`: what keeps Heddle from working well, each thing told with what to do. Changes nothing. */
import { UserProblem } from '@/core/errors/app-error';
import { getEnv, type Env } from '@/infra/env/env';
import type { Command } from './command';
import { checkDatabase } from './doctor/check-database';
import { checkMachine } from './doctor/check-machine';
import { finding, type Finding } from './doctor/finding';
import { parseArguments } from './parse-arguments';

const SIGNS = { ok: '✓', warning: '!', problem: '✗' } as const;

export const doctorCommand: Command = {
  usage: '[--json]',
  summary: 'look for what is wrong and say how to mend it',
  example: 'doctor',
  details: [['--json', 'the findings as JSON']],
  async run({ args, root }) {
    const asJson = args.includes('--json');
    parseArguments(
      args.filter((word) => word !== '--json'),
      [],
      'doctor [--json]',
    );
    const findings = await examine(root);
    console.log(asJson ? JSON.stringify({ level: worst(findings), findings }, null, 2) : describe(findings));
    if (worst(findings) === 'problem') process.exitCode = 1;
  },
};

/** Everything that can be looked at from here, whether Heddle runs or not. */
export async function examine(root: string, given?: Env): Promise<Finding[]> {
  const env = given ?? readEnvironment();
  if (!('port' in env)) return [env];
  const kind = env.isProduction ? 'production' : 'local';
  const [machine, database] = await Promise.all([checkMachine(env, root), checkDatabase(env, root)]);
  return [finding('ok', 'environment', `${kind} settings`), ...machine, ...database];
}

function readEnvironment(): Env | Finding {
  try {
    return getEnv();
  } catch (error) {
    if (error instanceof UserProblem) return finding('problem', 'environment', error.message);
    throw error;
  }
}

function worst(findings: readonly Finding[]): Finding['level'] {
  if (findings.some(({ level }) => level === 'problem')) return 'problem';
  return findings.some(({ level }) => level === 'warning') ? 'warning' : 'ok';
}

function describe(findings: readonly Finding[]): string {
  const lines = findings.map(({ level, name, text }) => `${SIGNS[level]} ${name}: ${text}`);
  const bad = findings.filter(({ level }) => level === 'problem').length;
  const odd = findings.filter(({ level }) => level === 'warning').length;
  const sum =
    bad + odd === 0
      ? 'Everything is well.'
      : `${bad} ${bad === 1 ? 'problem' : 'problems'}, ${odd} ${odd === 1 ? 'warning' : 'warnings'}.`;
  return [...lines, '', sum].join('\n');
}
