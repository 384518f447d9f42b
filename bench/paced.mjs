/** Requests at a fixed rate, however slow the answers are: time counts from when a request was due, so waiting in line shows. */
import { setTimeout as pause } from 'node:timers/promises';
import { Pool } from 'undici';
import { percentiles } from './load.mjs';

/**
 * @param {object} options
 * @param {string} options.origin
 * @param {number} options.perSecond
 * @param {number} options.seconds
 * @param {(n: number) => { method: string, path: string, headers?: Record<string, string>, body?: string }} options.request
 * @param {number} [options.expect] the status of a right answer
 */
export async function runPaced({ origin, perSecond, seconds, request, expect = 200 }) {
  const pool = new Pool(origin, { connections: 64, pipelining: 1 });
  const total = Math.round(perSecond * seconds);
  const times = [];
  const answers = [];
  let wrong = 0;
  let firstWrong;
  const began = performance.now();
  const send = async (n, dueAt) => {
    try {
      const { statusCode, body } = await pool.request(request(n));
      const text = await body.text();
      if (statusCode === expect) times.push(performance.now() - dueAt);
      else throw new Error(`${statusCode} ${text.slice(0, 200)}`);
    } catch (error) {
      wrong += 1;
      firstWrong ??= error.message;
    }
  };
  for (let sent = 0; sent < total;) {
    const due = Math.min(total, Math.ceil(((performance.now() - began) / 1000) * perSecond));
    for (; sent < due; sent += 1) answers.push(send(sent, began + (sent / perSecond) * 1000));
    await pause(1);
  }
  await Promise.all(answers);
  const elapsed = (performance.now() - began) / 1000;
  await pool.close();
  return {
    wantedPerSecond: perSecond,
    perSecond: Math.round(times.length / elapsed),
    ...percentiles(times),
    wrong,
    ...(firstWrong && { firstWrong }),
  };
}
