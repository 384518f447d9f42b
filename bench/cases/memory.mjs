/** Memory of the idle processes: proportional set size where the system tells it, so shared pages count once. */
import { readFile, readdir } from 'node:fs/promises';
import path from 'node:path';

export async function idleMemory({ product }) {
  const postmaster = Number(
    (await readFile(path.join(product.dataDir, 'database/pgdata/postmaster.pid'), 'utf8')).split('\n')[0],
  );
  const database = [postmaster, ...(await childrenOf(postmaster))];
  const parts = { database: await sum(database) };
  for (const { name, pid } of product.children) parts[name] = await sum([pid, ...(await childrenOf(pid))]);
  const total = Object.values(parts).reduce((a, b) => a + b, 0);
  return { totalMb: total, ...parts };
}

async function sum(pids) {
  const sizes = await Promise.all(pids.map(sizeOf));
  return Math.round(sizes.reduce((a, b) => a + b, 0) / 1024);
}

async function sizeOf(pid) {
  const text = await readFile(`/proc/${pid}/smaps_rollup`, 'utf8').catch(() => '');
  return Number(/^Pss:\s+(\d+)/m.exec(text)?.[1] ?? 0);
}

async function childrenOf(pid) {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const stats = await Promise.all(pids.map((one) => readFile(`/proc/${one}/stat`, 'utf8').catch(() => '')));
  return pids
    .filter((_, index) => Number(stats[index].slice(stats[index].lastIndexOf(')') + 2).split(' ')[1]) === pid)
    .map(Number);
}
