/** One run with very many items: what the worker's memory does meanwhile. `--items=N` sets how many. */
import { setTimeout as pause } from 'node:timers/promises';
import { bigDataWorkflow } from '../big-data.mjs';
import { pidOf, watchMemory } from '../memory-watch.mjs';
import { callApi } from '../product.mjs';

const GIVE_UP_MS = 300_000;

export const flatMemory = (loop) =>
  async function flatMemoryCase({ product, items = 1_000_000 }) {
    const name = `bench-flat-${loop ? 'map' : 'edit'}`;
    const { id } = await callApi(product, 'POST', '/workflows', bigDataWorkflow({ name, items, loop }));
    const memory = await watchMemory(pidOf(product, 'worker'));
    const began = performance.now();
    const { id: run } = await callApi(product, 'POST', `/workflows/${id}/runs`, { version: 'draft' });
    const ended = await runEnd(product, run);
    const seconds = (performance.now() - began) / 1000;
    const figures = await memory.end();
    return {
      status: ended.status,
      ...(ended.error ? { error: ended.error.code } : {}),
      items,
      seconds: Math.round(seconds * 10) / 10,
      itemsPerSecond: Math.round(items / seconds),
      kept: ended.output?.[0]?.json?.half?.length ?? null,
      ...figures,
    };
  };

/** The run as it ended. */
export async function runEnd(product, id) {
  const until = performance.now() + GIVE_UP_MS;
  while (performance.now() < until) {
    const found = await callApi(product, 'GET', `/runs/${id}`);
    if (['succeeded', 'failed', 'cancelled'].includes(found.status)) return found;
    await pause(500);
  }
  throw new Error('the run did not end');
}
