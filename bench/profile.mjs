/**
 * Where the time goes: runs one load and takes CPU profiles of the web process and of the worker, one after the other.
 * `node bench/profile.mjs webhook-sync [web|worker]` prints the top functions by own and by total time; the profiles themselves are
 * left in `dist/bench/` for a viewer. Linux and macOS.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import WebSocket from 'ws';
import { inProject } from '../scripts/steps/project.mjs';
import { writeEffect } from './cases/flow-costs.mjs';
import { codeOver100, fiveGets, loopOver1000, tenEdits } from './cases/flows.mjs';
import { liveLatency } from './cases/live.mjs';
import { listByRest, listByTrpc } from './cases/lists.mjs';
import { synchronous } from './cases/webhooks.mjs';
import { startProduct } from './product.mjs';

const CASES = {
  'webhook-sync': synchronous,
  'flow-ten-edits': tenEdits,
  'flow-code-100': codeOver100,
  'flow-five-gets': fiveGets,
  'flow-loop-1000': loopOver1000,
  'flow-write-effect': writeEffect,
  'live-20-tabs': liveLatency({ perSecond: 500, tabs: 20 }),
  'list-50-rest': listByRest,
  'list-50-trpc': listByTrpc,
};
const SECONDS = 6;
const INTERVAL_US = 500;
const TOP = 45;

const name = process.argv[2] ?? 'webhook-sync';
const run = CASES[name];
if (!run) throw new Error(`no such case; there are ${Object.keys(CASES).join(', ')}`);
await mkdir(inProject('dist/bench'), { recursive: true });
// A product of its own for each: a case publishes its workflows once.
for (const part of process.argv.slice(3).length > 0 ? process.argv.slice(3) : ['web', 'worker']) {
  const product = await startProduct();
  try {
    await profileOf(product, part);
  } finally {
    await product.stop();
  }
}

async function profileOf(product, part) {
  const { pid } = product.children.find((child) => child.name.includes(part));
  const inspector = await attach(pid);
  await inspector.call('Profiler.enable');
  await inspector.call('Profiler.setSamplingInterval', { interval: INTERVAL_US });
  await inspector.call('Profiler.start');
  const figures = await run({ product, seconds: SECONDS });
  const { profile } = await inspector.call('Profiler.stop');
  await inspector.end();
  const file = inProject(`dist/bench/${name}.${part}.cpuprofile`);
  await writeFile(file, JSON.stringify(profile));
  console.log(`\n${part}: ${JSON.stringify(figures)}\n${file}`);
  printTop(profile);
}

/** Node opens its inspector on the usual port when asked by the signal; one process at a time. */
async function attach(pid) {
  process.kill(pid, 'SIGUSR1');
  let target;
  while (!target) {
    await pause(100);
    target = await fetch('http://127.0.0.1:9229/json').then(
      async (answer) => (await answer.json())[0],
      () => undefined,
    );
  }
  const socket = new WebSocket(target.webSocketDebuggerUrl);
  await new Promise((resolve) => socket.once('open', resolve));
  const waiting = new Map();
  let id = 0;
  socket.on('message', (text) => {
    const message = JSON.parse(text);
    waiting.get(message.id)?.(message.result);
  });
  const call = (method, params) =>
    new Promise((resolve) => {
      waiting.set(++id, resolve);
      socket.send(JSON.stringify({ id, method, params }));
    });
  return {
    call,
    async end() {
      void call('Runtime.evaluate', { expression: 'process._debugEnd()' });
      await pause(300);
      socket.terminate();
    },
  };
}

function printTop({ nodes, samples, timeDeltas }) {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const parent = new Map();
  for (const node of nodes) for (const child of node.children ?? []) parent.set(child, node.id);
  const own = new Map();
  const total = new Map();
  let sum = 0;
  let idle = 0;
  const label = ({ callFrame: { functionName, url, lineNumber } }) =>
    `${functionName || '(anonymous)'} ${url.split('/').slice(-2).join('/')}:${lineNumber + 1}`;
  samples.forEach((sample, index) => {
    const spent = timeDeltas[index];
    const self = byId.get(sample);
    if (self.callFrame.functionName === '(idle)') return (idle += spent);
    sum += spent;
    own.set(label(self), (own.get(label(self)) ?? 0) + spent);
    const seen = new Set();
    for (let at = sample; at !== undefined; at = parent.get(at)) {
      const key = label(byId.get(at));
      if (!seen.has(key)) total.set(key, (total.get(key) ?? 0) + spent);
      seen.add(key);
    }
  });
  console.log(`busy ${Math.round((100 * sum) / (sum + idle))} %`);
  for (const [title, table] of [
    ['own', own],
    ['total', total],
  ]) {
    console.log(`  ${title}`);
    for (const [key, spent] of [...table].sort((a, b) => b[1] - a[1]).slice(0, TOP))
      console.log(`  ${((100 * spent) / sum).toFixed(1).padStart(5)} %  ${key}`);
  }
}
