import { asRunStore } from './as-run-store';
import { keyOf } from './memory-rows';
import { createMemoryStore } from './memory-store';
import { describeStore } from './store-scenarios';

describeStore('in memory', () => {
  const memory = createMemoryStore({ now: () => Date.now(), notify: () => undefined });
  const { live, history, facts, receipts, waits } = memory.tables;
  const later =
    <A extends unknown[], R>(call: (...args: A) => R) =>
    (...args: A) =>
      Promise.resolve(call(...args));
  return Promise.resolve({
    tenantId: 'tenant',
    store: asRunStore(memory),
    accept: later(memory.accept),
    requestCancel: later(memory.requestCancel),
    resolveWait: later(memory.resolveWait),
    takeBack: later(memory.takeBack),
    pause: later(memory.pause),
    continueRun: later(memory.continueRun),
    look(runId) {
      const row = live.get(runId);
      const ended = history.get(runId);
      const log = [...(facts.get(runId) ?? [])].sort((a, b) => a.seq - b.seq);
      return Promise.resolve({
        live: row
          ? {
              ...row,
              isHeld: row.workerId !== null,
              hasDue: row.dueAt !== null,
              isDue: row.dueAt !== null && row.dueAt <= Date.now(),
            }
          : null,
        history: ended ?? null,
        log: log.map((one) => {
          const kinds = (JSON.parse(one.facts) as { kind: string }[]).map(({ kind }) => kind);
          return `${one.seq}#${one.epoch} ${kinds.join(' ')}`;
        }),
        receipts: [...receipts.values()]
          .filter((receipt) => receipt.runId === runId)
          .map(({ stepKey, effect, status, idempotencyKey, intendedAtMs }) =>
            [stepKey, effect, status, idempotencyKey, intendedAtMs].join(' '),
          ),
        waits: [...waits]
          .filter(([key]) => key.startsWith(keyOf(runId, '')))
          .map(([, wait]) => {
            const state =
              wait.resolvedAt === null ? 'open' : `${JSON.stringify(wait.resolution)} by ${wait.resolvedBy}`;
            return [wait.stepKey, wait.kind, state, ...(wait.signal === null ? [] : [wait.signal])].join(' ');
          })
          .sort(),
      });
    },
  });
});
