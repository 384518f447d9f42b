/** Requests at a fixed rate, however slow the answers are: time counts from when a request was due, so waiting in line shows. */
import { setTimeout as pause } from 'node:timers/promises';
import { withCpu } from './cpu.mjs';
import { openLeanClient } from './lean-client.mjs';
import { percentiles } from './load.mjs';

const CONNECTIONS = 64;

/**
 * @param {object} options
 * @param {string} options.origin
 * @param {number} options.perSecond
 * @param {number} options.seconds
 * @param {(n: number) => { method: string, path: string, headers?: Record<string, string>, body?: string }} options.request
 * @param {number} [options.expect] the status of a right answer
 * @param {object} [options.product] whose CPU time is counted
 */
export async function runPaced({ product, ...options }) {
  return product ? withCpu(product, () => paced(options)) : paced(options);
}

async function paced({ origin, perSecond, seconds, request, expect = 200 }) {
  const total = Math.round(perSecond * seconds);
  const times = [];
  const answers = [];
  let wrong = 0;
  let firstWrong;
  const began = performance.now();
  const free = Array.from({ length: CONNECTIONS }, () => openLeanClient(origin));
  const all = [...free];
  const line = [];
  const send = async (n, dueAt) => {
    const client = free.pop() ?? (await new Promise((resolve) => line.push(resolve)));
    try {
      const { statusCode, text } = await client.send(request(n));
      if (statusCode === expect) times.push(performance.now() - dueAt);
      else throw new Error(`${statusCode} ${text.slice(0, 200)}`);
    } catch (error) {
      wrong += 1;
      firstWrong ??= error.message;
    }
    const next = line.shift();
    if (next) next(client);
    else free.push(client);
  };
  for (let sent = 0; sent < total;) {
    const due = Math.min(total, Math.ceil(((performance.now() - began) / 1000) * perSecond));
    for (; sent < due; sent += 1) answers.push(send(sent, began + (sent / perSecond) * 1000));
    await pause(1);
  }
  await Promise.all(answers);
  const elapsed = (performance.now() - began) / 1000;
  for (const client of all) client.close();
  return {
    wantedPerSecond: perSecond,
    perSecond: Math.round(times.length / elapsed),
    ...percentiles(times),
    count: times.length,
    wrong,
    ...(firstWrong && { firstWrong }),
  };
}
