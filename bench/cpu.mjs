/** CPU time by part of the product: what one operation costs, however fast the machine let it go. Linux only. */
import { readdir, readFile } from 'node:fs/promises';

/** Kernel ticks are hundredths of a second on every Linux that Node runs on. */
const MS_PER_TICK = 10;

/**
 * CPU milliseconds used so far by the web processes, the workers, the embedded database with all its backends, and this
 * process (the load). Null where the system does not tell.
 */
export async function readCpu(product) {
  const table = await readProcesses().catch(() => null);
  if (!table) return null;
  const used = { web: 0, worker: 0, database: 0, load: process.cpuUsage() };
  used.load = (used.load.user + used.load.system) / 1000;
  used.database = subtreeMs(table, product.databasePid);
  for (const { name, pid } of product.children)
    used[name.includes('worker') ? 'worker' : 'web'] += subtreeMs(table, pid);
  return used;
}

/** Runs `work`, which gives figures with `count` operations, and adds what each operation cost: `cpuMs: {web, …}`. */
export async function withCpu(product, work) {
  const before = await readCpu(product);
  const figures = await work();
  const after = await readCpu(product);
  if (!before || !after || !figures.count) return figures;
  const cpuMs = Object.fromEntries(
    Object.keys(after).map((part) => [
      part,
      Number(((after[part] - before[part]) / figures.count).toFixed(3)),
    ]),
  );
  return { ...figures, cpuMs };
}

async function readProcesses() {
  const table = new Map();
  for (const name of await readdir('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    const stat = await readFile(`/proc/${name}/stat`, 'utf8').catch(() => null);
    if (!stat) continue;
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    // Its own time, and that of children that have ended.
    const ticks = fields.slice(11, 15).reduce((sum, text) => sum + Number(text), 0);
    table.set(Number(name), { parent: Number(fields[1]), ms: ticks * MS_PER_TICK });
  }
  return table;
}

function subtreeMs(table, pid) {
  let sum = table.get(pid)?.ms ?? 0;
  for (const [id, { parent }] of table) if (parent === pid) sum += subtreeMs(table, id);
  return sum;
}
