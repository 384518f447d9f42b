/**
 * Preloaded into the product's processes: shifts the wall clock of a process by the milliseconds that stand in the file of
 * its process id, for as long as it is there. The monotonic clock stays, as it does when somebody sets a clock.
 */
import { readFileSync } from 'node:fs';
import path from 'node:path';

const folder = process.env.HEDDLE_CHAOS_CLOCKS;
const LOOK_MS = 100;

if (folder) {
  const file = path.join(folder, String(process.pid));
  const Real = Date;
  let offset = 0;
  const now = () => Real.now() + offset;
  globalThis.Date = new Proxy(Real, {
    apply: () => new Real(now()).toString(),
    construct: (target, args, caller) =>
      Reflect.construct(target, args.length === 0 ? [now()] : args, caller === Date ? target : caller),
    get: (target, name) => (name === 'now' ? now : Reflect.get(target, name)),
  });
  const look = () => {
    try {
      offset = Number(readFileSync(file, 'utf8')) || 0;
    } catch {
      offset = 0;
    }
  };
  look();
  setInterval(look, LOOK_MS).unref();
}
