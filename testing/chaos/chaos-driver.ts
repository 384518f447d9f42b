/** Lets faults loose: each kind once in a fixed order, or at random for as long as it takes. */
import { setTimeout as pause } from 'node:timers/promises';
import { allFaults, type Fault, type Ground } from './faults';

export interface ChaosPlan {
  /** Milliseconds of faults. */
  lastsMs: number;
  /** Each kind once and spread over the time, in place of what the dice say. */
  eachOnce: boolean;
  redis: boolean;
  /** Only faults whose name contains this. */
  only: string;
}

/** How often a kind of fault struck, and how long the worst of it took. */
export interface Struck {
  times: number;
  longestMs: number;
}

/** Resolves when the last fault is over. Gives what struck, by kind. */
export async function letLoose(ground: Ground, plan: ChaosPlan): Promise<Readonly<Record<string, Struck>>> {
  const faults = allFaults({ redis: plan.redis, patient: !plan.eachOnce }).filter(({ name }) =>
    name.includes(plan.only),
  );
  const counts: Record<string, Struck> = {};
  const open = new Set<Promise<void>>();
  let hurting: Promise<void> = Promise.resolve();
  let hurt = 0;

  const strike = (fault: Fault) => {
    const begin = async () => {
      const began = performance.now();
      const struck = (counts[fault.name] ??= { times: 0, longestMs: 0 });
      struck.times += 1;
      ground.stage.note('fault', { fault: fault.name });
      await fault.strike(ground).catch((error: unknown) => {
        ground.stage.note('fault failed', { fault: fault.name, error: String(error) });
        throw error;
      });
      struck.longestMs = Math.max(struck.longestMs, performance.now() - began);
      ground.stage.note('fault over', { fault: fault.name });
    };
    if (fault.hurtsWorker) hurt += 1;
    const work = (fault.hurtsWorker ? (hurting = hurting.then(begin)) : begin()).finally(() => {
      open.delete(work);
      if (fault.hurtsWorker) hurt -= 1;
    });
    open.add(work);
    // Told when all are awaited.
    work.catch(() => undefined);
    return work;
  };

  const began = performance.now();
  const gapMs = plan.lastsMs / faults.length;
  const isTimeOver = () => performance.now() - began >= plan.lastsMs;
  // Drawn without putting back until none is left, so that no kind is missing for want of luck.
  let bag: Fault[] = [];
  const draw = (): Fault | undefined => {
    if (bag.length === 0) bag = [...faults];
    return bag.splice(Math.floor(ground.random() * bag.length), 1)[0];
  };
  for (let index = 0; plan.eachOnce ? index < faults.length : !isTimeOver(); index += 1) {
    const fault = plan.eachOnce ? faults[index] : draw();
    if (!fault) break;
    // Where the dice say so, nobody is hurt while another one is down.
    if (!plan.eachOnce && fault.hurtsWorker && hurt > 0) {
      bag.push(fault);
      await pause(200);
      continue;
    }
    const striking = strike(fault);
    // A database that restarts is waited for: two of its own would only meet each other.
    if (fault.name.startsWith('database ')) await striking;
    await pause(
      plan.eachOnce
        ? Math.max(0, began + (index + 1) * gapMs - performance.now())
        : 1000 + ground.random() * 4000,
    );
  }
  await Promise.all(open);
  return counts;
}
