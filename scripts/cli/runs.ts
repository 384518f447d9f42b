/** `runs …`: the runs of a tenant: look at them, end them, run them again. */
import type { RunSummary } from '@/core/contracts/run-view';
import { changedInputSchema, retryModeSchema } from '@/core/contracts/run-actions';
import { TRIGGER_KINDS } from '@/core/contracts/run-filters';
import { RUN_STATUSES } from '@/core/engine/types';
import { UserProblem } from '@/core/errors/app-error';
import { cancelRun } from '@/services/runs/cancel-run';
import { getRun } from '@/services/runs/get-run';
import { listRuns } from '@/services/runs/list-runs';
import { rerunFromStep } from '@/services/runs/rerun-from-step';
import { resumeRun } from '@/services/runs/resume-run';
import { retryRun } from '@/services/runs/retry-run';
import { countOf, idOf, jsonOf, oneOf, tenantCommand } from './tenant-command';

const EXAMPLE_ID = '019aa5b9-1c40-7b02-8f3e-5d2a9c6e4b21';
const MOST = 200;

const LIST_OPTIONS = ['workflow', 'status', 'trigger', 'from', 'to', 'text', 'limit', 'cursor'] as const;

/** Lists runs, newest first, one line each. */
export const runsListCommand = tenantCommand({
  name: 'runs list',
  usage: '[--status STATUS,…] [--workflow ID] …',
  summary: 'list runs, newest first',
  example: 'runs list --status failed --from 2026-11-01T00:00:00Z',
  details: [
    ['--status STATUS,…', `one or several of ${RUN_STATUSES.join(', ')}`],
    ['--workflow ID', 'runs of one workflow'],
    ['--trigger KIND', TRIGGER_KINDS.join(', ')],
    ['--from TIME, --to TIME', 'ISO 8601 with a zone'],
    ['--text TEXT', 'what the run or its error holds'],
    ['--limit N', `lines, ${MOST} at most; 20 without it`],
    ['--cursor CURSOR', 'what the page before ended with'],
  ],
  options: LIST_OPTIONS,
  async act({ deps, scope, options, print }) {
    const { workflow, status, trigger, from, to, text, cursor } = options;
    const page = await listRuns(deps, scope, {
      limit: Math.min(countOf('number of lines', options.limit ?? '20'), MOST),
      ...(workflow === undefined ? {} : { workflowId: idOf([workflow], 'workflow') }),
      ...(status === undefined
        ? {}
        : { status: status.split(',').map((word) => oneOf('status', word.trim(), RUN_STATUSES)) }),
      ...(trigger === undefined ? {} : { trigger: oneOf('trigger', trigger, TRIGGER_KINDS) }),
      ...(from === undefined ? {} : { from: timeOf(from) }),
      ...(to === undefined ? {} : { to: timeOf(to) }),
      ...(text === undefined ? {} : { text }),
      ...(cursor === undefined ? {} : { cursor }),
    });
    for (const run of page.items) print(lineOf(run));
    if (page.items.length === 0) print('There is no such run.');
    if (page.nextCursor !== null) print(`more with --cursor ${page.nextCursor}`);
  },
});

/** Prints a run with its steps and their outputs as JSON. */
export const runsGetCommand = tenantCommand({
  name: 'runs get',
  usage: 'ID',
  summary: 'print a run with its steps as JSON',
  example: `runs get ${EXAMPLE_ID}`,
  options: [],
  check: ({ words }) => void idOf(words, 'run'),
  async act({ deps, scope, words, print }) {
    const run = await getRun(deps, scope, { id: idOf(words, 'run'), outputs: true });
    print(JSON.stringify(run, null, 2));
  },
});

/** Asks for a run to stop. */
export const runsCancelCommand = tenantCommand({
  name: 'runs cancel',
  usage: 'ID',
  summary: 'ask for a run to stop',
  example: `runs cancel ${EXAMPLE_ID}`,
  options: [],
  check: ({ words }) => void idOf(words, 'run'),
  async act({ deps, scope, words, print }) {
    print((await cancelRun(deps, scope, { id: idOf(words, 'run') })).id);
  },
});

/** Lets a run go on where it ended. */
export const runsResumeCommand = tenantCommand({
  name: 'runs resume',
  usage: 'ID',
  summary: 'let a failed or cancelled run go on, as the same run',
  example: `runs resume ${EXAMPLE_ID}`,
  options: [],
  check: ({ words }) => void idOf(words, 'run'),
  async act({ deps, scope, words, print }) {
    print((await resumeRun(deps, scope, { id: idOf(words, 'run') })).id);
  },
});

/** Runs an ended run again, as a new one whose id is printed. */
export const runsRetryCommand = tenantCommand({
  name: 'runs retry',
  usage: 'ID [--mode failed|all] | ID --from STEP [--input JSON] [--on same|draft]',
  summary: 'run an ended run again and print the new id',
  example: `runs retry ${EXAMPLE_ID} --from greeting --input '{"main": [{"json": {"name": "Grace"}}]}'`,
  details: [
    ['--mode failed', 'keep what succeeded (without --mode, too)'],
    ['--mode all', 'everything again'],
    ['--from STEP', 'this step and everything behind it'],
    ['--input JSON', 'other items for that step, by input port'],
    ['--on draft', 'on the draft as it is now, not on the graph of that run'],
  ],
  options: ['mode', 'from', 'input', 'on'],
  check({ words, options: { mode, from, input, on } }) {
    idOf(words, 'run');
    if (from !== undefined && mode !== undefined) throw confused('Give --mode or --from, not both.');
    if (from === undefined && (input ?? on) !== undefined) throw confused('--input and --on go with --from.');
  },
  async act({ deps, scope, words, options, print }) {
    const id = idOf(words, 'run');
    const { from } = options;
    const made =
      from === undefined
        ? await retryRun(deps, scope, {
            id,
            mode: oneOf('mode', options.mode ?? 'failed', retryModeSchema.options),
          })
        : await rerunFromStep(deps, scope, {
            ...{ id, step: from },
            on: oneOf('graph', options.on ?? 'same', ['same', 'draft']),
            ...(options.input === undefined ? {} : { input: changedInput(options.input) }),
          });
    print(made.id);
  },
});

function changedInput(text: string) {
  const parsed = changedInputSchema.safeParse(jsonOf('--input', text));
  if (parsed.success) return parsed.data;
  throw new UserProblem(
    'cli.bad-input',
    '--input must hold lists of items by input port: \'{"main": [{"json": {"amount": 120}}]}\'',
  );
}

function timeOf(text: string): string {
  const time = new Date(text);
  if (Number.isNaN(time.getTime())) throw confused(`"${text}" is no time. Write 2026-11-21T09:00:00Z.`);
  return time.toISOString();
}

function confused(message: string): UserProblem {
  return new UserProblem('cli.bad-arguments', message);
}

function lineOf(run: RunSummary): string {
  const version = run.version === null ? 'draft' : `v${run.version}`;
  const took = run.durationMs == null ? '' : `  ${(run.durationMs / 1000).toFixed(1)} s`;
  const error = run.error ? `  ${run.error.code}` : '';
  return `${run.id}  ${run.status.padEnd(9)}  ${run.createdAt}  ${run.workflowName} ${version}${took}${error}`;
}
