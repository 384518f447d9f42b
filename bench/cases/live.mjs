/**
 * How soon a browser hears of a step: 200 runs a second of one workflow, and one tab that watches it. Time counts from the
 * end of each step, by the worker's clock, to the arrival of the event that first tells of it; both are on this machine.
 */
import { percentiles } from '../load.mjs';
import { runPaced } from '../paced.mjs';
import { callApi } from '../product.mjs';
import { webhookWorkflow } from '../workflow.mjs';

const RUNS_PER_SECOND = 200;
/** The stream is over when nothing came for this long. */
const QUIET_MS = 1000;

export async function liveLatency({ product, seconds }) {
  const { id } = await callApi(product, 'POST', '/workflows', webhookWorkflow('bench-live', 'immediately'));
  await callApi(product, 'POST', `/workflows/${id}/publish`, {});
  const request = (n) => ({
    method: 'POST',
    path: '/hooks/demo/bench-live',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ amount: n % 200 }),
  });
  const load = { origin: product.origin, perSecond: RUNS_PER_SECOND, request, expect: 202 };
  await runPaced({ ...load, seconds: 2 });
  const watcher = await watch(product, id);
  const accepted = await runPaced({ ...load, seconds });
  const seen = await watcher.end();
  return {
    ...percentiles(seen.latencies),
    steps: seen.latencies.length,
    runs: seen.runs,
    perSecond: accepted.perSecond,
    wrong: accepted.wrong,
  };
}

/** A tab: the same stream that the editor opens. */
async function watch(product, workflowId) {
  const input = encodeURIComponent(
    JSON.stringify({ json: { tenant: 'demo', topics: [`workflow:${workflowId}`] } }),
  );
  const stop = new AbortController();
  const response = await fetch(`${product.origin}/api/trpc/live.events?input=${input}`, {
    headers: { cookie: await product.signIn(), accept: 'text/event-stream' },
    signal: stop.signal,
  });
  const latencies = [];
  const told = new Set();
  const ended = new Set();
  let lastAt = performance.now();
  const take = (event) => {
    if (event.kind !== 'run-changed') return;
    const now = Date.now();
    lastAt = performance.now();
    if (event.run.status === 'succeeded') ended.add(event.run.id);
    for (const step of event.steps) {
      const key = `${event.run.id} ${step.step ?? step.nodeId}`;
      if (step.status !== 'succeeded' || step.durationMs === null || told.has(key)) continue;
      told.add(key);
      latencies.push(Math.max(0, now - (Date.parse(step.startedAt) + step.durationMs)));
    }
  };
  const reading = readEvents(response, take).catch(() => undefined);
  return {
    async end() {
      while (performance.now() - lastAt < QUIET_MS) await new Promise((resolve) => setTimeout(resolve, 100));
      stop.abort();
      await reading;
      return { latencies, runs: ended.size };
    },
  };
}

async function readEvents(response, take) {
  const decoder = new TextDecoder();
  let text = '';
  for await (const chunk of response.body) {
    const parts = (text + decoder.decode(chunk, { stream: true })).split('\n\n');
    text = parts.pop() ?? '';
    for (const part of parts) {
      const data = /^data: (.*)$/m.exec(part)?.[1];
      if (data === undefined || data === '' || /^event: /m.test(part)) continue;
      const value = JSON.parse(data);
      take(value.json?.data ?? value.json ?? value.data ?? value);
    }
  }
}
