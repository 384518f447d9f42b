/** The rules about the outside world: the other side's log against the intents and receipts in the run's. */
import { wasDone, type Arrival } from './effect-log';
import type { Evidence, FactRow } from './evidence';
import type { Violation } from './rules';

/** One write of one run, as its log tells it. */
interface Write {
  run: string;
  node: string;
  /** How often it was intended: once for each try. */
  intents: number;
  /** When the first intent was on its way to disk. */
  firstIntentMs: number;
  firstEpoch: number;
  /** When the receipt was written; null = there is none. */
  answeredMs: number | null;
  /** A person said that it was done. */
  vouched: boolean;
}

/** Both clocks are this machine's; one rounds, the other cuts off. */
const ROUNDING_MS = 2;
/** A stopped worker that goes on may send what it was about to; this long after waking it is one. */
const ZOMBIE_MS = 3000;

export function judgeEffects(
  evidence: Evidence,
  rows: ReadonlyMap<string, readonly FactRow[]>,
): { violations: Violation[]; repeatedAsAllowed: number } {
  const writes = new Map<string, Write>();
  const lastEpoch = new Map<string, number>();
  for (const [run, own] of rows) {
    readWrites(run, own, writes);
    lastEpoch.set(run, Math.max(...own.map(({ epoch }) => epoch)));
  }
  for (const run of evidence.runs) {
    lastEpoch.set(run.id, Math.max(run.epoch, lastEpoch.get(run.id) ?? 0));
  }
  const arrivals = groupArrivals(evidence.arrivals);
  const violations: Violation[] = [...judgeKeys(evidence.arrivals)];
  let repeatedAsAllowed = 0;

  for (const [key, own] of arrivals) {
    const write = writes.get(key);
    const [first] = own;
    if (!first) continue;
    const name = `run ${first.run}, ${first.node}, item ${first.item}`;
    if (!write || write.run !== first.run || write.firstIntentMs > first.atMs + ROUNDING_MS) {
      violations.push({
        rule: 'intent-first',
        text: `${name}: arrived under ${key} without an earlier intent`,
      });
      continue;
    }
    const claims = (lastEpoch.get(write.run) ?? 0) - write.firstEpoch;
    const mayRepeat = evidence.policies.get(write.node) === 'repeat';
    const allowed = write.intents + (mayRepeat ? claims : 0);
    const late = own.filter(({ atMs }) => isAfterReceipt(write, atMs, { mayRepeat, woken: evidence.woken }));
    if (own.length > allowed || late.length > 0) {
      const how = late.length > 0 ? 'after its receipt' : `where ${allowed} were allowed`;
      violations.push({
        rule: 'no-wrong-repeat',
        text: `${name}: arrived ${own.length} times ${how} (key ${key})`,
      });
    } else repeatedAsAllowed += own.length - 1;
  }
  for (const [key, write] of writes) {
    const isTrue = write.vouched || (arrivals.get(key) ?? []).some(wasDone);
    if (write.answeredMs !== null && !isTrue) {
      const text = `run ${write.run}, ${write.node}: recorded as done, and the other side knows nothing of ${key}`;
      violations.push({ rule: 'no-false-receipt', text });
    }
  }
  return { violations, repeatedAsAllowed };
}

function isAfterReceipt(
  write: Write,
  atMs: number,
  { mayRepeat, woken }: { mayRepeat: boolean; woken: readonly number[] },
): boolean {
  if (write.answeredMs === null || atMs <= write.answeredMs) return false;
  return !(mayRepeat && woken.some((at) => atMs >= at && atMs - at < ZOMBIE_MS));
}

/** The same run, node and item are one write: a second key would make it two for the other side. */
function judgeKeys(arrivals: readonly Arrival[]): Violation[] {
  const keys = new Map<string, Set<string>>();
  for (const { run, node, item, key } of arrivals) {
    const name = `run ${run}, ${node}, item ${item}`;
    keys.set(name, (keys.get(name) ?? new Set()).add(key ?? 'no key at all'));
  }
  return [...keys]
    .filter(([, known]) => known.size > 1 || known.has('no key at all'))
    .map(([name, known]) => ({ rule: 'same-key', text: `${name}: came under ${[...known].join(', ')}` }));
}

function groupArrivals(arrivals: readonly Arrival[]): ReadonlyMap<string, readonly Arrival[]> {
  const byKey = new Map<string, Arrival[]>();
  for (const arrival of arrivals) {
    const key = arrival.key ?? '';
    byKey.set(key, [...(byKey.get(key) ?? []), arrival]);
  }
  return byKey;
}

/** Collects the writes of one run's log, by idempotency key. */
function readWrites(run: string, rows: readonly FactRow[], writes: Map<string, Write>): void {
  const keys = new Map<string, string>();
  for (const row of rows) {
    for (const fact of row.facts) {
      if (fact.kind === 'effect-intended') {
        keys.set(`${fact.step} ${fact.effect}`, fact.idempotencyKey);
        const known = writes.get(fact.idempotencyKey);
        if (known) known.intents += 1;
        else
          writes.set(fact.idempotencyKey, {
            run,
            node: fact.step.split('@')[0] ?? '',
            intents: 1,
            firstIntentMs: row.atMs,
            firstEpoch: row.epoch,
            answeredMs: null,
            vouched: false,
          });
      } else if (fact.kind === 'effect-answered') {
        const write = writes.get(keys.get(`${fact.step} ${fact.effect}`) ?? '');
        if (write) write.answeredMs ??= row.atMs;
      } else if (fact.kind === 'doubt-decided' && fact.decision === 'done') {
        for (const [name, key] of keys) {
          const write = writes.get(key);
          if (write && name.startsWith(`${fact.step} `)) write.vouched = true;
        }
      }
    }
  }
}
