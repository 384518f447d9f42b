/** Keep-alive load: as many requests as the connections carry, for a while, with every answer checked. */
import { withCpu } from './cpu.mjs';
import { openLeanClient } from './lean-client.mjs';

/**
 * @param {object} options
 * @param {string} options.origin
 * @param {number} options.connections
 * @param {number} options.seconds
 * @param {(n: number) => { method: string, path: string, headers?: Record<string, string>, body?: string }} options.request
 * @param {number} [options.expect] the status of a right answer
 * @param {object} [options.product] whose CPU time is counted
 */
export async function runLoad({ product, ...options }) {
  return product ? withCpu(product, () => load(options)) : load(options);
}

async function load({ origin, connections, seconds, request, expect = 200 }) {
  const times = [];
  let wrong = 0;
  let firstWrong;
  let sent = 0;
  const began = performance.now();
  const until = began + seconds * 1000;
  const lane = async () => {
    const client = openLeanClient(origin);
    while (performance.now() < until) {
      const start = performance.now();
      const { statusCode, text } = await client.send(request(sent++));
      if (statusCode === expect) times.push(performance.now() - start);
      else {
        wrong += 1;
        firstWrong ??= `${statusCode} ${text.slice(0, 200)}`;
      }
    }
    client.close();
  };
  await Promise.all(Array.from({ length: connections }, lane));
  const elapsed = (performance.now() - began) / 1000;
  return {
    perSecond: Math.round(times.length / elapsed),
    ...percentiles(times),
    count: times.length,
    wrong,
    ...(firstWrong && { firstWrong }),
  };
}

/** Milliseconds with one decimal. */
export function percentiles(times) {
  const sorted = Float64Array.from(times).sort();
  const at = (share) =>
    Number((sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0).toFixed(2));
  return { p50: at(0.5), p95: at(0.95), p99: at(0.99) };
}
