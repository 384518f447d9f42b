/**
 * Ways to break the engine and the worker on purpose. `npm run simulate -- --mutations` shows that the simulator finds
 * each; a patch whose text is gone fails loudly (`mutations.test.ts`), and then wants to be written anew.
 *
 * @typedef {{ file: string, replace: string, by: string }} Patch
 * @typedef {{ name: string, breaks: string, patches: Patch[] }} Mutation
 */

/** @type {readonly Mutation[]} */
export const mutations = [
  {
    name: 'effect-before-intent',
    breaks: 'A write begins while its intent is on its way to disk.',
    patches: [
      {
        file: 'worker/loop/effects.ts',
        replace: 'if (!(await run.committed()) || !(await deps.holdsLease())) throw new RunLost();',
        by: 'void run.committed();',
      },
    ],
  },
  {
    name: 'receipt-not-replayed',
    breaks: 'A write that was answered is made again when its step is called again.',
    patches: [
      {
        file: 'worker/loop/effects.ts',
        replace: "if (known?.status === 'answered') return known.result as T;",
        by: '',
      },
    ],
  },
  {
    name: 'doubt-ignored',
    breaks: 'A step that was cut off inside a write is called again whatever its policy says.',
    patches: [
      {
        file: 'worker/loop/settle-doubts.ts',
        replace: 'findDoubts(plan, state).flatMap(',
        by: 'findDoubts(plan, state).slice(0, 0).flatMap(',
      },
    ],
  },
  {
    name: 'handed-twice',
    breaks: 'A run whose message comes twice is begun twice under one epoch.',
    patches: [
      {
        file: 'worker/loop/worker-loop.ts',
        replace: 'rows.filter(({ id }) => !active.has(id) && !beginning.has(id))',
        by: '[...rows]',
      },
    ],
  },
  {
    name: 'timer-early',
    breaks: 'A wait ends when another one does.',
    patches: [
      {
        file: 'worker/loop/active-run.ts',
        replace: 'for (const wait of due) if (wait.at <= now) this.fire(wait.step, now);',
        by: 'for (const wait of due) this.fire(wait.step, Math.max(now, wait.at) - 1);',
      },
      { file: 'core/engine/step-facts.ts', replace: '&& fact.at >= wait.dueAt', by: '' },
      { file: 'core/engine/step-facts.ts', replace: '&& fact.at >= wait.until', by: '' },
    ],
  },
  {
    name: 'join-on-arrival',
    breaks: 'A join runs for whatever arrives, without waiting for its other ports.',
    patches: [
      {
        file: 'core/engine/deliveries.ts',
        replace: 'if (target.inputs.length === 1)\n',
        by: 'if (target.inputs.length >= 1)\n',
      },
    ],
  },
  {
    name: 'cancel-ignored',
    breaks: 'Nobody hears that a run is to be cancelled.',
    patches: [
      {
        file: 'worker/loop/active-run.ts',
        replace: 'if (this.row.cancelRequestedBy)',
        by: 'if (this.row.cancelRequestedBy === this.row.id)',
      },
      {
        file: 'worker/loop/worker-loop.ts',
        replace: 'active.get(id)?.cancel(by)',
        by: 'active.get(id)?.flushPending()',
      },
    ],
  },
  {
    name: 'lease-not-checked',
    breaks: 'A worker that stood still past its lease goes on with a write.',
    patches: [{ file: 'worker/loop/effects.ts', replace: ' || !(await deps.holdsLease())', by: '' }],
  },
  {
    name: 'epoch-not-checked',
    breaks: 'The store takes what a worker writes that lost the run.',
    patches: [
      {
        file: 'testing/simulator/memory-flush.ts',
        replace: 'row?.epoch === flush.epoch && row.workerId === workerId',
        by: 'row !== undefined',
      },
    ],
  },
  {
    name: 'write-after-the-end',
    breaks: 'A write begins although the flush that brought its intent to disk also ended the run.',
    patches: [
      {
        file: 'worker/loop/effects.ts',
        replace: '    if (run.isClosed || stop.isStopped) throw new RunLost();\n    return key;',
        by: '    return key;',
      },
    ],
  },
  {
    name: 'lost-claim-kept',
    breaks: 'Runs whose claim was done while its answer got lost are held for ever.',
    patches: [
      {
        file: 'worker/loop/worker-loop.ts',
        replace: /* js */ `await store.giveBackUnknown({
      workerId,
      known: [...active.keys(), ...beginning],
      heldForMs: ON_ITS_WAY_MS,
    })`,
        by: '0',
      },
    ],
  },
  {
    name: 'key-of-the-attempt',
    breaks: 'A repeated write has another idempotency key than the first.',
    patches: [
      { file: 'worker/loop/effects.ts', replace: 'known?.idempotencyKey ??\n', by: '' },
      {
        file: 'worker/loop/effects.ts',
        replace: 'idempotencyInput(run.row.id, step, name)',
        by: 'idempotencyInput(run.row.id, step, name) + command.attempt',
      },
    ],
  },
  {
    name: 'another-now',
    breaks:
      'A step that calls a workflow again asks with another time than the first time, so that it is another call.',
    patches: [{ file: 'worker/loop/step-moment.ts', replace: 'first?.at ?? now', by: 'now' }],
  },
  {
    name: 'traces-forgotten',
    breaks: 'A run that another one waits for does not keep what it did outside.',
    patches: [
      {
        file: 'core/engine/forget-steps.ts',
        replace: 'run.isAwaited && leavesTraces(state)',
        by: 'run.isTest',
      },
    ],
  },
  {
    name: 'failures-forgotten',
    breaks: 'A run that failed does not keep its steps where it should.',
    patches: [
      { file: 'core/engine/forget-steps.ts', replace: "run.status !== 'succeeded'", by: 'run.isTest' },
    ],
  },
  {
    name: 'hints-needed',
    breaks: 'Workers look only when they are told to.',
    patches: [
      {
        file: 'worker/loop/worker-loop.ts',
        replace: 'clock.setTimer(sleepMs, resolve)',
        by: 'clock.setTimer(sleepMs * 1e6, resolve)',
      },
    ],
  },
  {
    name: 'nobody-sweeps',
    breaks: 'Runs of workers that died stay with them.',
    patches: [{ file: 'worker/sweeps/sweeper.ts', replace: 'await store.reclaim()', by: '0' }],
  },
];

/**
 * The source with the patches of a mutation that concern it. Throws when a text is not there exactly once.
 * @param {Mutation} mutation
 * @param {string} file from the repository's root
 * @param {string} source
 */
export function mutate(mutation, file, source) {
  let changed = source;
  for (const { replace, by } of mutation.patches.filter((patch) => patch.file === file)) {
    const times = changed.split(replace).length - 1;
    if (times !== 1) {
      throw new Error(
        `The mutation ${mutation.name} does not fit ${file} any more: its text is there ${times} times. Write it anew in testing/simulator/mutations.mjs.`,
      );
    }
    changed = changed.replace(replace, () => by);
  }
  return changed;
}
