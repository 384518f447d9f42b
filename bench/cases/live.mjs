/**
 * How soon a browser hears of a step: runs of one workflow at a steady rate, and tabs that watch it. Time counts from the
 * end of each step, by the worker's clock, to the arrival of the event that first tells of it; both are on this machine.
 * One tab reads what it is told; the others take their bytes and leave them, because twenty browsers are not on one machine.
 */
import { percentiles } from '../load.mjs';
import { runPaced } from '../paced.mjs';
import { callApi } from '../product.mjs';
import { webhookWorkflow } from '../workflow.mjs';

/** The stream is over when nothing came for this long. */
const QUIET_MS = 1000;

export const liveLatency = ({ perSecond, tabs }) =>
  async function liveLatencyCase({ product, seconds }) {
    const name = `bench-live-${perSecond}-${tabs}`;
    const { id } = await callApi(product, 'POST', '/workflows', webhookWorkflow(name, 'immediately'));
    await callApi(product, 'POST', `/workflows/${id}/publish`, {});
    const request = (n) => ({
      method: 'POST',
      path: `/hooks/demo/${name}`,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ amount: n % 200 }),
    });
    const load = { origin: product.origin, perSecond, request, expect: 202 };
    await runPaced({ ...load, seconds: 2 });
    const others = await Promise.all(Array.from({ length: tabs - 1 }, () => openTab(product, id)));
    for (const { response } of others) void drain(response);
    const watcher = await watch(product, id);
    const accepted = await runPaced({ ...load, seconds });
    const seen = await watcher.end();
    for (const { stop } of others) stop.abort();
    return {
      tabs,
      ...percentiles(seen.latencies),
      steps: seen.latencies.length,
      runs: seen.runs,
      perSecond: accepted.perSecond,
      wrong: accepted.wrong,
    };
  };

/** Takes bytes as a browser's socket does. */
async function drain(response) {
  const reader = response.body.getReader();
  for (let end = false; !end;) ({ done: end } = await reader.read().catch(() => ({ done: true })));
}

/** The same stream that the editor opens. */
async function openTab(product, workflowId) {
  const input = encodeURIComponent(
    JSON.stringify({ json: { tenant: 'demo', topics: [`workflow:${workflowId}`] } }),
  );
  const stop = new AbortController();
  const response = await fetch(`${product.origin}/api/trpc/live.events?input=${input}`, {
    headers: { cookie: await product.signIn(), accept: 'text/event-stream' },
    signal: stop.signal,
  });
  return { response, stop };
}

async function watch(product, workflowId) {
  const { response, stop } = await openTab(product, workflowId);
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
      for (const event of value.json?.data ?? value.json ?? value.data ?? value) take(event);
    }
  }
}
