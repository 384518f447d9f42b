/** Memory of a process while something goes on: resident size, looked at every 50 ms, in MB. */
import { readFile } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';

const LOOK_EVERY_MS = 50;

/** The resident size now. Linux alone tells it. */
export async function residentMb(pid) {
  const text = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  return Math.round(Number(/^VmRSS:\s+(\d+)/m.exec(text)?.[1] ?? 0) / 1024);
}

/** Starts to look; `end()` gives the size at the start, the largest and the last one. */
export async function watchMemory(pid) {
  const startMb = await residentMb(pid);
  let peakMb = startMb;
  let isOver = false;
  const looking = (async () => {
    while (!isOver) {
      peakMb = Math.max(peakMb, await residentMb(pid));
      await pause(LOOK_EVERY_MS);
    }
  })();
  return {
    async end() {
      isOver = true;
      await looking;
      return { startMb, peakMb, endMb: await residentMb(pid) };
    },
  };
}

/** The process of the product with this name, such as `worker-1`. */
export function pidOf(product, prefix) {
  const found = product.children.find(({ name }) => name.startsWith(prefix));
  if (!found) throw new Error(`the product has no process ${prefix}`);
  return found.pid;
}
