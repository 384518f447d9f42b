/* global window, document, PerformanceObserver, requestAnimationFrame */
/**
 * The editor with large workflows, driven in Chromium by real mouse events: time until the graph is to be seen, frames a
 * second and the longest task while panning, zooming and dragging a node.
 */
import { chromium } from '@playwright/test';
import os from 'node:os';
import { findInstalledBrowser } from '../../scripts/steps/browser.mjs';
import { callApi } from '../product.mjs';

const VIEWPORT = { width: 1440, height: 900 };
const ARGS = ['--disable-gpu', '--no-first-run', '--disable-background-networking'];
const TRACED = ['toplevel', 'devtools.timeline', 'disabled-by-default-devtools.timeline'];
const COLUMNS = 25;
const NODE = '[data-testid^="canvas.node."]';

/** Rows of nodes, each joined to the next; every seventh with parameters worth drawing. */
export function largeWorkflow(count) {
  const nodes = Array.from({ length: count }, (_, index) => {
    const first = index === 0;
    const calls = index % 7 === 3;
    return {
      id: `n${index}`,
      type: first ? 'manual-trigger' : calls ? 'http-request' : index % 5 === 2 ? 'if' : 'no-op',
      name: `Node ${index}`,
      position: { x: (index % COLUMNS) * 320, y: Math.floor(index / COLUMNS) * 160 },
      ...(calls ? { parameters: { url: `https://example.com/${index}` } } : {}),
    };
  });
  const port = ({ type }) => (type === 'if' ? 'true' : 'main');
  const edges = nodes.slice(1).map((node, index) => ({
    id: `e${index}`,
    source: nodes[index].id,
    sourcePort: port(nodes[index]),
    target: node.id,
  }));
  return { format: 'heddle.workflow/1', name: `${count} nodes`, nodes, edges };
}

/** Counts frames and long tasks in the page from its first moment on. */
function watch() {
  const seen = { frames: [], tasks: [], visibleMs: null };
  window.benchSeen = seen;
  new PerformanceObserver((list) => {
    for (const { startTime, duration } of list.getEntries()) seen.tasks.push({ startTime, duration });
  }).observe({ type: 'longtask', buffered: true });
  const frame = (now) => {
    seen.frames.push(now);
    if (seen.visibleMs === null) {
      const nodes = document.querySelectorAll('[data-testid^="canvas.node."]');
      const { width = 0, right = 0 } = nodes[0]?.getBoundingClientRect() ?? {};
      if (nodes.length > 20 && width > 0 && right > 0) seen.visibleMs = now;
    }
    requestAnimationFrame(frame);
  };
  requestAnimationFrame(frame);
}

/** Frames and tasks of the page while something is done to it. */
async function during(page, gesture) {
  const browser = page.context().browser();
  const from = await page.evaluate(() => performance.now());
  await browser.startTracing(page, { categories: TRACED });
  await gesture();
  const trace = JSON.parse(String(await browser.stopTracing()));
  const seen = await page.evaluate((start) => {
    const { frames, tasks } = window.benchSeen;
    const times = frames.filter((at) => at >= start);
    const gaps = times.slice(1).map((at, index) => at - times[index]);
    const long = tasks.filter(({ startTime }) => startTime >= start).map(({ duration }) => duration);
    return { times, gaps, long };
  }, from);
  const { times, gaps, long } = seen;
  const seconds = times.length > 1 ? (times.at(-1) - times[0]) / 1000 : 1;
  return {
    framesPerSecond: Math.round((times.length - 1) / seconds),
    longestFrameMs: Math.round(Math.max(0, ...gaps)),
    longTasks: long.length,
    longestTaskMs: Math.round(Math.max(0, ...long)),
    longestTaskCpuMs: Math.round(longestCpu(trace)),
  };
}

/** The same task by the time the processor spent on it, which does not grow when the machine is busy. */
function longestCpu({ traceEvents }) {
  const threads = new Set(
    traceEvents
      .filter(({ name, args }) => name === 'thread_name' && args.name === 'CrRendererMain')
      .map(({ pid, tid }) => `${pid} ${tid}`),
  );
  const tasks = traceEvents.filter(
    ({ name, pid, tid, tdur }) =>
      name.endsWith('RunTask') && tdur !== undefined && threads.has(`${pid} ${tid}`),
  );
  return Math.max(0, ...tasks.map(({ tdur }) => tdur / 1000));
}

const CENTRE = { x: VIEWPORT.width / 2 + 150, y: VIEWPORT.height / 2 };

async function pan(page) {
  const { x, y } = await emptyPlace(page);
  await page.mouse.move(x, y);
  await page.mouse.down();
  for (let step = 1; step <= 90; step += 1) {
    const turn = (step / 90) * 2 * Math.PI;
    await page.mouse.move(x + Math.sin(turn) * 320, y + (1 - Math.cos(turn)) * 120);
  }
  await page.mouse.up();
}

async function zoom(page) {
  await page.mouse.move(CENTRE.x, CENTRE.y);
  await page.keyboard.down('Control');
  for (let step = 0; step < 60; step += 1) await page.mouse.wheel(0, step < 30 ? -60 : 60);
  await page.keyboard.up('Control');
}

async function drag(page) {
  const at = await page.evaluate((selector) => {
    const boxes = [...document.querySelectorAll(selector)].map((node) => node.getBoundingClientRect());
    const middle = { x: window.innerWidth / 2 + 150, y: window.innerHeight / 2 };
    const away = (box) => Math.hypot(box.x - middle.x, box.y - middle.y);
    const [box] = boxes.sort((a, b) => away(a) - away(b));
    return { x: box.x + box.width / 2, y: box.y + box.height / 3 };
  }, NODE);
  await page.mouse.move(at.x, at.y);
  await page.mouse.down();
  for (let step = 1; step <= 90; step += 1) {
    const turn = (step / 90) * 2 * Math.PI;
    await page.mouse.move(at.x + Math.sin(turn) * 200, at.y + Math.sin(2 * turn) * 120);
  }
  await page.mouse.up();
}

/** A place of the canvas with nothing on it. */
function emptyPlace(page) {
  return page.evaluate(() => {
    for (let y = 120; y < window.innerHeight - 150; y += 9) {
      for (let x = 420; x < window.innerWidth - 420; x += 9) {
        if (document.elementFromPoint(x, y)?.classList.contains('react-flow__pane')) return { x, y };
      }
    }
    return { x: 700, y: 300 };
  });
}

async function measure(page, url) {
  await page.goto(url);
  await page.waitForFunction(() => window.benchSeen.visibleMs !== null, null, { timeout: 60_000 });
  const visibleMs = Math.round(await page.evaluate(() => window.benchSeen.visibleMs));
  await page.waitForTimeout(2500);
  const whole = { pan: await during(page, () => pan(page)), drag: await during(page, () => drag(page)) };
  const zooming = await during(page, () => zoom(page));
  await page.keyboard.press('0');
  await page.waitForTimeout(1500);
  const near = { pan: await during(page, () => pan(page)), drag: await during(page, () => drag(page)) };
  return { visibleMs, whole, zoom: zooming, near };
}

/** A case for a workflow of so many nodes. */
export function editorWith(count) {
  return async ({ product }) => {
    const { id } = await callApi(product, 'POST', '/workflows', largeWorkflow(count));
    const executablePath = findInstalledBrowser();
    const browser = await chromium.launch({
      ...(executablePath && { executablePath }),
      args: [...ARGS, ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])],
    });
    try {
      const context = await browser.newContext({ viewport: VIEWPORT });
      const cookies = (await product.signIn()).split('; ').map((pair) => {
        const at = pair.indexOf('=');
        return { name: pair.slice(0, at), value: pair.slice(at + 1), url: product.origin };
      });
      await context.addCookies(cookies);
      await context.addInitScript(watch);
      const page = await context.newPage();
      const url = `${product.origin}/t/demo/workflows/${id}`;
      // The first visit fetches and compiles the scripts; people come back.
      const first = await measure(page, url);
      const second = await measure(page, url);
      return {
        nodes: count,
        firstVisitMs: first.visibleMs,
        ...second,
        load: Math.round(os.loadavg()[0] * 10) / 10,
      };
    } finally {
      await browser.close();
    }
  };
}
