/** `runs decide`, `runs bulk`: what a person decides, for one run or for many. */
import { bulkShape } from '@/core/contracts/run-actions';
import { jsonSchema } from '@/core/contracts/portable-workflow';
import { UserProblem } from '@/core/errors/app-error';
import { bulkRuns } from '@/services/runs/bulk-runs';
import { decideDoubt } from '@/services/runs/decide-doubt';
import { idOf, jsonOf, oneOf, tenantCommand } from './tenant-command';

const EXAMPLE_ID = '019aa5b9-1c40-7b02-8f3e-5d2a9c6e4b21';
const DECISIONS = ['repeat', 'done', 'fail'] as const;
const ACTIONS = bulkShape.action.options;

/** Says of a step in doubt whether its write happened. */
export const runsDecideCommand = tenantCommand({
  name: 'runs decide',
  usage: 'ID STEP DECISION [--result JSON] [--note TEXT]',
  summary: 'say what became of a write that is in doubt',
  example: `runs decide ${EXAMPLE_ID} charge repeat`,
  details: [
    ['repeat', 'make it again under the same idempotency key'],
    ['done', 'it did happen: go on, with what --result gives'],
    ['fail', 'it did not: the step has failed'],
    ['--note TEXT', 'why; kept in the audit log'],
  ],
  options: ['result', 'note'],
  check({ words, options }) {
    idOf(words, 'run');
    stepOf(words);
    oneOf('decision', words[2] ?? '', DECISIONS);
    if (options.result !== undefined) jsonOf('--result', options.result);
  },
  async act({ deps, scope, words, options: { result, note }, print }) {
    const { id } = await decideDoubt(deps, scope, {
      ...{ id: idOf(words, 'run'), step: stepOf(words) },
      decision: oneOf('decision', words[2] ?? '', DECISIONS),
      ...(result === undefined ? {} : { result: jsonSchema.parse(jsonOf('--result', result)) }),
      note,
    });
    print(id);
  },
});

/** Does one thing with up to a hundred runs and prints what became of each. */
export const runsBulkCommand = tenantCommand({
  name: 'runs bulk',
  usage: 'ACTION ID…',
  summary: `do one of ${ACTIONS.join(', ')} with many runs`,
  example: `runs bulk cancel ${EXAMPLE_ID} 019aa5b9-1c40-7b02-8f3e-5d2a9c6e4b22`,
  options: [],
  check: ({ words }) => void bulkOf(words),
  async act({ deps, scope, words, print }) {
    const { results } = await bulkRuns(deps, scope, bulkOf(words));
    for (const result of results) print(JSON.stringify(result));
  },
});

function stepOf(words: readonly string[]): string {
  const step = words[1];
  if (step !== undefined) return step;
  throw new UserProblem('cli.bad-arguments', 'Name the step by its key: runs get prints it.');
}

function bulkOf([action, ...ids]: readonly string[]) {
  const wanted = { action: oneOf('action', action ?? '', ACTIONS), ids: ids.map((id) => idOf([id], 'run')) };
  const parsed = bulkShape.ids.safeParse(wanted.ids);
  if (parsed.success) return { ...wanted, ids: parsed.data };
  throw new UserProblem('cli.bad-arguments', 'Name 1 to 100 runs by their ids.');
}
