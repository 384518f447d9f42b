/** `runs pause`, `runs continue`, `runs signal`: steering runs that go on. */
import { signalShape } from '@/core/contracts/run-actions';
import { jsonSchema } from '@/core/contracts/portable-workflow';
import { UserProblem } from '@/core/errors/app-error';
import type { Json } from '@/core/items/item';
import { continueRun } from '@/services/runs/continue-run';
import { pauseRun } from '@/services/runs/pause-run';
import { signalRun } from '@/services/runs/signal-run';
import { idOf, jsonOf, tenantCommand } from './tenant-command';

const EXAMPLE_ID = '019aa5b2-6c00-7d31-9a54-1f0c2e9b7a10';

/** Lets nothing of a run start any more until it is continued. */
export const runsPauseCommand = tenantCommand({
  name: 'runs pause',
  usage: 'ID',
  summary: 'let nothing of a run start until it is continued',
  example: `runs pause ${EXAMPLE_ID}`,
  options: [],
  check: ({ words }) => void idOf(words, 'run'),
  async act({ deps, scope, words, print }) {
    print((await pauseRun(deps, scope, { id: idOf(words, 'run') })).id);
  },
});

/** Lets a paused run go on. */
export const runsContinueCommand = tenantCommand({
  name: 'runs continue',
  usage: 'ID',
  summary: 'let a paused run go on',
  example: `runs continue ${EXAMPLE_ID}`,
  options: [],
  check: ({ words }) => void idOf(words, 'run'),
  async act({ deps, scope, words, print }) {
    print((await continueRun(deps, scope, { id: idOf(words, 'run') })).id);
  },
});

/** Sends a run a named signal. */
export const runsSignalCommand = tenantCommand({
  name: 'runs signal',
  usage: 'ID NAME [--payload JSON]',
  summary: 'send a run the signal that a step waits for',
  example: `runs signal ${EXAMPLE_ID} order.paid --payload '{"amount": 120}'`,
  options: ['payload'],
  check({ words, options }) {
    idOf(words, 'run');
    nameOf(words[1]);
    payloadOf(options.payload);
  },
  async act({ deps, scope, words, options, print }) {
    const { delivered } = await signalRun(deps, scope, {
      id: idOf(words, 'run'),
      name: nameOf(words[1]),
      payload: payloadOf(options.payload),
    });
    print(delivered ? 'delivered' : 'kept: no step waits for it yet');
  },
});

function nameOf(word: string | undefined): string {
  const parsed = signalShape.name.safeParse(word);
  if (parsed.success) return parsed.data;
  throw new UserProblem('cli.bad-signal', 'Name the signal with letters, digits, dots, - and _.');
}

function payloadOf(text: string | undefined): Json {
  return text === undefined ? null : jsonSchema.parse(jsonOf('--payload', text));
}
