import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { STANDARD_LIMITS } from '@/core/limits/limits';
import type { Item } from '@/core/items/item';
import type { Sandbox } from '@/core/node-kit/executor';
import { NodeFailure } from '@/core/node-kit/node-failure';
import { buildSandboxChild } from './build-child';
import { codeLimits, createSandboxPool, type SandboxPool, type SandboxPoolOptions } from './sandbox-pool';

let childPath = '';
const pools: SandboxPool[] = [];

function pool(options: Partial<SandboxPoolOptions> = {}): SandboxPool {
  const made = createSandboxPool({ childPath, ...options });
  pools.push(made);
  return made;
}

type Call = Parameters<Sandbox['runJavaScript']>[0];
const ITEMS: Item[] = [{ json: { a: 1 } }, { json: { a: 2 } }];

function call(source: string, more: Partial<Call> = {}): Call {
  return { source, mode: 'all', items: ITEMS, timeoutMs: 500, now: 1_700_000_000_000, seed: 'seed', ...more };
}

async function failureOf(work: Promise<unknown>): Promise<NodeFailure> {
  const thrown: unknown = await work.then(
    (value) => new Error(`it did not fail: ${JSON.stringify(value).slice(0, 200)}`),
    (error: unknown) => error,
  );
  if (!(thrown instanceof NodeFailure)) throw thrown;
  return thrown;
}

let sharedPool: SandboxPool;
let shared: Sandbox;
beforeAll(async () => {
  childPath = await buildSandboxChild();
  sharedPool = createSandboxPool({ childPath, size: 1 });
  shared = sharedPool.sandboxFor('tenant');
});
afterEach(() => {
  for (const open of pools.splice(0)) open.close();
});
afterAll(() => sharedPool.close());

describe('what code can do', () => {
  const jsonOf = async (source: string, more: Partial<Call> = {}) =>
    (await shared.runJavaScript(call(source, more))).items.map((item) => item.json);

  it.each([
    ['items as they are', 'return items;', [{ a: 1 }, { a: 2 }]],
    ['plain objects', 'return items.map((item) => ({ b: item.json.a * 2 }));', [{ b: 2 }, { b: 4 }]],
    ['one object', 'return { n: items.length };', [{ n: 2 }]],
    ['nothing', '', []],
    ['a promise', 'return await Promise.resolve([{ x: 1 }]);', [{ x: 1 }]],
    ['dates as text', 'return { at: new Date(0) };', [{ at: '1970-01-01T00:00:00.000Z' }]],
    ['a field named json', 'return { json: "text" };', [{ json: 'text' }]],
  ])('returns %s', async (_name, source, expected) => {
    expect(await jsonOf(source)).toEqual(expected);
  });

  it('runs for each item, in one call, and leaves out what returns nothing', async () => {
    const result = await shared.runJavaScript(
      call('if (index === 0) return; return [item, { b: index }];', { mode: 'each' }),
    );
    expect(result.items).toEqual([
      { json: { a: 2 }, from: [{ port: 'main', index: 1 }] },
      { json: { b: 1 }, from: [{ port: 'main', index: 1 }] },
    ]);
  });

  it('knows where items came from when they are passed on, or when the code says so', async () => {
    const { items } = await shared.runJavaScript(
      call(
        'return [items[1], items[0].json, { json: { c: 1 }, pairedItem: 1 }, { json: {}, pairedItem: 99 }];',
      ),
    );
    expect(items.map((item) => item.from)).toEqual([
      [{ port: 'main', index: 1 }],
      [{ port: 'main', index: 0 }],
      [{ port: 'main', index: 1 }],
      undefined,
    ]);
  });

  it('knows several origins, and those of another input for none', async () => {
    const { items } = await shared.runJavaScript(
      call(`return [
        { json: {}, pairedItem: [0, { item: 1 }, 1, 99, 'x'] },
        { json: {}, pairedItem: { item: 1, input: 0 } },
        { json: {}, pairedItem: { item: 1, input: 1 } },
        { json: {}, pairedItem: { item: 0 }, error: 'ignored', index: 3 },
      ];`),
    );
    const at = (index: number) => ({ port: 'main', index });
    expect(items.map((item) => item.from)).toEqual([[at(0), at(1)], [at(1)], undefined, [at(0)]]);
    expect(items.map((item) => item.json)).toEqual([{}, {}, {}, {}]);
  });

  const scope: NonNullable<Call['scope']> = {
    nodes: {
      Before: {
        executed: true,
        items: [{ json: { b: 1 } }, { json: { b: 2 } }],
        paired: [1, { json: { b: 'elsewhere' } }],
      },
      Unsure: { executed: true, items: [{ json: { u: 1 } }], paired: ['undetermined', null] },
      Later: { executed: false, items: [], paired: [] },
    },
    runIndex: 3,
    workflow: { id: 'w', name: 'W' },
    execution: { id: 'e', mode: 'test' },
    vars: { v: 1 },
  };

  it.each<[string, 'all' | 'each', unknown[]]>([
    ['const items = $input.all(); return items.map((i) => ({ x: i.json.a }));', 'all', [{ x: 1 }, { x: 2 }]],
    [
      'return [{ f: $input.first().json.a, l: $input.last().json.a, j: $json.a }];',
      'all',
      [{ f: 1, l: 2, j: 1 }],
    ],
    [
      'const item = $input.item; return { x: item.json.a, i: $itemIndex };',
      'each',
      [
        { x: 1, i: 0 },
        { x: 2, i: 1 },
      ],
    ],
    ['return { x: $json.a + index };', 'each', [{ x: 1 }, { x: 3 }]],
    ["return $('Before').all().map((i) => i.json);", 'all', [{ b: 1 }, { b: 2 }]],
    [
      "return { i: $('Before').item.json.b, m: $('Before').itemMatching(1).json.b };",
      'all',
      [{ i: 2, m: 'elsewhere' }],
    ],
    [
      "return { b: $node['Before'].json.b, l: $('Later').isExecuted };",
      'each',
      [
        { b: 2, l: false },
        { b: 'elsewhere', l: false },
      ],
    ],
    ["return { n: $items('Before').length, own: $items().length };", 'all', [{ n: 2, own: 2 }]],
    [
      'return { r: $runIndex, w: $workflow.name, e: $execution.mode, v: $vars.v, files: Object.keys($binary) };',
      'all',
      [{ r: 3, w: 'W', e: 'test', v: 1, files: [] }],
    ],
    ['let DateTime = 5; $json = { own: DateTime }; return $json;', 'all', [{ own: 5 }]],
    ["return { gone: $('Unsure').itemMatching(1) === undefined };", 'all', [{ gone: true }]],
  ])('sees what is around it: %s', async (source, mode, expected) => {
    expect(await jsonOf(source, { mode, scope })).toEqual(expected);
  });

  it.each([
    ["return $('Nobody').all();", /no node named "Nobody"/],
    ["return $('Later').first();", /"Later" has not run/],
    [
      "return { x: $('Unsure').item.json };",
      /item of "Unsure" item 0 of this node came from is not determined/,
    ],
    ["return { x: require('fs') };", /cannot load modules here but crypto/],
  ])('says what is wrong: %s', async (source, message) => {
    const failure = await failureOf(shared.runJavaScript(call(source, { scope })));
    expect(failure).toMatchObject({ code: 'code.threw', message: expect.stringMatching(message) as string });
  });

  it('collects the console', async () => {
    const { console } = await shared.runJavaScript(
      call('console.log("a", { b: 1 }); console.warn(2); console.error(new Error("x"));'),
    );
    expect(console).toEqual([
      { level: 'log', text: 'a {"b":1}' },
      { level: 'warn', text: '2' },
      { level: 'error', text: 'Error: x' },
    ]);
  });

  it('gives the same time and the same random numbers again', async () => {
    const source =
      'return { now: Date.now(), same: new Date().getTime() === Date.now(), random: Math.random() };';
    const first = await jsonOf(source);
    expect(await jsonOf(source)).toEqual(first);
    expect(first).toMatchObject([{ now: 1_700_000_000_000, same: true }]);
    expect(await jsonOf(source, { seed: 'other' })).not.toEqual(first);
  });

  it('keeps nothing from one call to the next', async () => {
    await jsonOf('globalThis.left = 1; Array.prototype.left = 1; return {};');
    expect(await jsonOf('return { left: typeof left, proto: typeof [].left };')).toEqual([
      { left: 'undefined', proto: 'undefined' },
    ]);
  });

  it('passes files on by handle and takes no others', async () => {
    const file = { blobKey: 'secret/key', name: 'a.pdf', mediaType: 'application/pdf', size: 3 };
    const items: Item[] = [{ json: {}, binary: { data: file } }];
    const source = `
      const own = items[0].binary.data;
      return [
        { json: { seen: JSON.stringify(own) }, binary: { copy: own } },
        { json: {}, binary: { made: { blobKey: 'other/key', id: 'other/key', name: 'x' }, far: { id: '7/data' }, proto: { id: '0/constructor' } } },
      ];`;
    const result = await shared.runJavaScript(call(source, { items }));
    expect(result.items[0]).toMatchObject({ binary: { copy: file } });
    expect(JSON.stringify(result.items[0]?.json)).not.toContain('secret/key');
    expect(result.items[1]).not.toHaveProperty('binary');
  });

  it.each([
    ['code.syntax', 'return ((;', undefined],
    ['code.threw', '\n\nnull.x;', 3],
    ['code.threw', 'throw "text";', undefined],
    ['code.bad-result', 'return 5;', undefined],
    ['code.bad-result', 'return [[1]];', undefined],
    ['code.bad-result', 'const a = {}; a.a = a; return a;', undefined],
    ['code.bad-result', 'return { big: 1n };', undefined],
    ['code.never-finished', 'await new Promise(() => {});', undefined],
  ])('fails with %s for %j', async (code, source, line) => {
    const failure = await failureOf(shared.runJavaScript(call(source)));
    expect(failure).toMatchObject({ code, retryable: false, outcome: 'not-done' });
    if (line !== undefined) expect(failure.details).toMatchObject({ line });
  });

  it('names the item that failed', async () => {
    const failure = await failureOf(
      shared.runJavaScript(call('if (index === 1) null.x; return item;', { mode: 'each' })),
    );
    expect(failure).toMatchObject({ code: 'code.threw', details: { itemIndex: 1, line: 1 } });
  });
});

/** Ways to take too much, or to get out. Each ends with a clear code, or with nothing gained. */
const ATTACKS: [name: string, source: string, codes: string[]][] = [
  ['an endless loop', 'while (true) {}', ['code.timeout']],
  ['an endless loop in a promise', 'await null; for (;;) {}', ['code.timeout']],
  [
    'endless promises',
    'const f = () => Promise.resolve().then(f); await f();',
    ['code.timeout', 'code.out-of-memory', 'code.sandbox-lost'],
  ],
  ['a loop that catches everything', 'for (;;) { try { for (;;) {} } catch {} }', ['code.timeout']],
  ['a loop in finally', 'try { for (;;) {} } finally { for (;;) {} }', ['code.timeout']],
  ['a catastrophic pattern', 'return { r: /^(a+)+$/.test("a".repeat(40) + "!") };', ['code.timeout']],
  [
    'an array bomb',
    'const a = []; for (;;) a.push(new Array(10000).fill(1));',
    ['code.out-of-memory', 'code.timeout'],
  ],
  ['a string bomb', 'let s = "x"; for (;;) s += s;', ['code.threw', 'code.out-of-memory']],
  ['a repeat bomb', 'return { s: "x".repeat(2 ** 30) };', ['code.threw', 'code.out-of-memory']],
  [
    'a typed array bomb',
    'const a = []; for (;;) a.push(new Uint8Array(1e7).fill(1));',
    ['code.threw', 'code.out-of-memory'],
  ],
  [
    'one huge buffer',
    'return { n: new ArrayBuffer(2 ** 31).byteLength };',
    ['code.threw', 'code.out-of-memory'],
  ],
  ['endless recursion', 'const f = () => f() + 1; return { r: f() };', ['code.threw']],
  [
    'a proxy that recurses',
    'const p = new Proxy({}, { get: (t, k, r) => r[k] }); return { r: p.x };',
    ['code.threw'],
  ],
  ['deep JSON', 'return { r: JSON.parse("[".repeat(1e6)) };', ['code.threw', 'code.out-of-memory']],
  ['a sort that never ends', 'return { r: [3,2,1].sort(() => { for (;;) {} }) };', ['code.timeout']],
  [
    'a huge number',
    'return { r: String(2n ** 100000000n).length };',
    ['code.threw', 'code.timeout', 'code.out-of-memory'],
  ],
  [
    'an endless iterator',
    'return [...(function* () { for (;;) yield 1; })()];',
    ['code.timeout', 'code.out-of-memory'],
  ],
  [
    'an output bomb',
    'return Array.from({ length: 300 }, () => ({ s: "x".repeat(100000) }));',
    ['code.too-large-output', 'code.out-of-memory', 'code.timeout'],
  ],
  ['a toJSON that never ends', 'return { toJSON() { for (;;) {} } };', ['code.timeout']],
  ['a then that never ends', 'return { then() { for (;;) {} } };', ['code.timeout']],
  ['console flooding', 'for (;;) console.log("x".repeat(1e5));', ['code.timeout', 'code.out-of-memory']],
  [
    'a broken reply',
    'JSON.stringify = () => "}{"; Object.prototype.toJSON = () => 5; return { a: 1 };',
    ['code.bad-result'],
  ],
];

const ESCAPES: [name: string, source: string][] = [
  ['process', 'return { r: typeof process };'],
  ['a module of the machine', "try { require('node:fs'); } catch { return { r: 'undefined' }; }"],
  ['fetch', 'return { r: typeof fetch };'],
  ['WebAssembly', 'return { r: typeof WebAssembly };'],
  ['timers', 'return { r: typeof setInterval };'],
  ['process by Function', 'return { r: Function("return typeof process")() };'],
  ['process by a constructor chain', 'return { r: [].constructor.constructor("return typeof process")() };'],
  [
    'process by an error',
    'try { null.x } catch (e) { return { r: e.constructor.constructor("return typeof process")() } }',
  ],
  ['process by async', 'return { r: await (async () => {}).constructor("return typeof process")() };'],
  [
    'globalThis of another realm',
    'return { r: typeof globalThis.constructor.constructor("return this")().process };',
  ],
];

describe('attacks', () => {
  it.each(ATTACKS)('%s', async (_name, source, codes) => {
    // What can end by its time alone ends by it; the others are given the time to come to another end first.
    const timeoutMs = codes.length === 1 && codes[0] === 'code.timeout' ? 80 : 300;
    const failure = await failureOf(shared.runJavaScript(call(source, { timeoutMs })));
    expect(codes).toContain(failure.code);
  });

  it('serves the next call after each of them', async () => {
    expect((await shared.runJavaScript(call('return items;'))).items).toHaveLength(2);
  });

  it.each(ESCAPES)('%s is not there', async (_name, source) => {
    expect((await shared.runJavaScript(call(source))).items[0]?.json).toEqual({ r: 'undefined' });
  });

  it('has no module to import', async () => {
    await expect(shared.runJavaScript(call('return await import("node:fs");'))).rejects.toMatchObject({
      code: expect.stringMatching(/^code\.(threw|syntax|never-finished)$/) as unknown,
    });
  });

  it('leaves the event loop of the parent free while a guest spins', async () => {
    let turns = 0;
    const timer = setInterval(() => (turns += 1), 5);
    const hostile = pool({ size: 2 });
    await Promise.allSettled(
      ATTACKS.slice(0, 4).map(([, source], index) =>
        hostile.sandboxFor(`t${index % 2}`).runJavaScript(call(source, { timeoutMs: 150 })),
      ),
    );
    clearInterval(timer);
    // Four attacks of 150 ms on two children: a parent that waited for them would have had a turn for each at most.
    expect(turns).toBeGreaterThan(20);
    // Children start anew after the attacks, and on a busy machine that takes its time.
  }, 60_000);
});

describe('children', () => {
  it('start when needed, serve one tenant each, and make room for another tenant', async () => {
    const small = pool({ size: 1 });
    expect(small.size).toBe(0);
    const calls = ['a', 'a', 'b', 'a'].map((tenant) =>
      small.sandboxFor(tenant).runJavaScript(call('return { t: 1 };')),
    );
    expect(await Promise.all(calls)).toHaveLength(4);
    expect(small.size).toBe(1);
  });

  it('are replaced after their number of calls', async () => {
    const short = pool({ size: 1, callsPerChild: 2 }).sandboxFor('t');
    for (let index = 0; index < 3; index += 1) {
      expect((await short.runJavaScript(call('return { ok: true };'))).items[0]?.json).toEqual({ ok: true });
    }
  });

  it('that cannot start fail the step with a code that allows another try', async () => {
    const broken = pool({ childPath: new URL(import.meta.url).pathname.replace('.test.ts', '.nothing.mjs') });
    expect(await failureOf((async () => broken.sandboxFor('t').runJavaScript(call('')))())).toMatchObject({
      code: 'code.sandbox-lost',
      retryable: true,
    });
  });

  it('that end in the middle fail their own step and no other', async () => {
    const two = pool({ size: 2 });
    const stop = new AbortController();
    const lost = failureOf(
      two.sandboxFor('a', stop.signal).runJavaScript(call('for (;;) {}', { timeoutMs: 5000 })),
    );
    const other = two.sandboxFor('b').runJavaScript(call('return { ok: true };'));
    expect((await other).items[0]?.json).toEqual({ ok: true });
    stop.abort();
    expect(await lost).toMatchObject({ code: 'code.aborted' });
    expect((await two.sandboxFor('a').runJavaScript(call('return { ok: true };'))).items).toHaveLength(1);
  });

  it('refuse what is too large before it is sent, and say so when nobody is free in time', async () => {
    const tight = pool({ size: 1, queueMs: 50 });
    const items = [{ json: { text: 'x'.repeat(2000) } }];
    const few = { ...codeLimits(STANDARD_LIMITS), characters: 1000 };
    const bounded = tight.sandboxFor('t', undefined, few);
    expect(await failureOf(bounded.runJavaScript(call('', { items })))).toMatchObject({
      code: 'code.too-large-input',
    });
    const long = failureOf(tight.sandboxFor('t').runJavaScript(call('for (;;) {}', { timeoutMs: 400 })));
    expect(await failureOf(tight.sandboxFor('u').runJavaScript(call('')))).toMatchObject({
      code: 'code.busy',
      retryable: true,
    });
    expect(await long).toMatchObject({ code: 'code.timeout' });
  });

  it('see an empty environment and no files', async () => {
    // The guest cannot look; what the child itself was started with is in sandbox-child.ts and checked by its flags.
    expect(
      (await shared.runJavaScript(call('return { keys: Object.keys(globalThis) };'))).items[0]?.json,
    ).toEqual({
      keys: ['console'],
    });
  });
});
