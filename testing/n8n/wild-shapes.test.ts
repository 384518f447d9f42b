/**
 * Shapes that public files have and no editor writes: lists as objects, objects as texts, numbers as texts, values left
 * empty, names twice, ways back across each other, very long and very many. Nothing throws, every node and every
 * connection is there or told of, and what came goes out again. The seed is fast-check's and printed.
 */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { readConnections } from '@/core/exchange/n8n/connections';
import { exportToN8n } from '@/core/exchange/n8n/export-n8n';
import { importN8n, type ImportedWorkflow } from '@/core/exchange/n8n/import-n8n';
import { parsePortableWorkflow } from '@/core/graph/parse-graph';
import { validateGraph } from '@/core/graph/validate-graph';
import { randomCases } from '@/testing/random-cases';
import { catalog, imported } from './import-one';
import { SAMPLES } from './samples';

/** Ways in which a value is written that is meant otherwise. */
const BENT: readonly ((value: unknown) => unknown)[] = [
  (value) => String(value),
  (value) => JSON.stringify(value ?? null),
  (value) => (Array.isArray(value) ? Object.fromEntries(value.entries()) : [value]),
  (value) => (typeof value === 'object' && value !== null ? Object.values(value) : { value }),
  () => null,
  () => '{{ $credentials.key }}',
  () => '={{ $env.KEY }}',
  (value) => (typeof value === 'number' ? String(value) : Number(value)),
  (value) => (typeof value === 'boolean' ? String(value) : true),
  () => ({ __rl: true, mode: 'list', value: '', cachedResultName: null }),
  (value) => `=${JSON.stringify(value ?? null)}`,
  () => JSON.parse('{"__proto__": {"polluted": true}, "constructor": null}') as unknown,
];

interface Bend {
  at: number;
  how: number;
}

/** Changes one value somewhere below. */
function bend(root: unknown, { at, how }: Bend): void {
  const places: [Record<string, unknown>, string][] = [];
  const open: unknown[] = [root];
  for (let value = open.shift(); value !== undefined; value = open.shift()) {
    if (typeof value !== 'object' || value === null) continue;
    for (const [key, child] of Object.entries(value)) {
      places.push([value as Record<string, unknown>, key]); // lists take their places as keys as well
      if (child !== undefined) open.push(child);
    }
  }
  const [place, key] = places[at % Math.max(1, places.length)] ?? [];
  const write = BENT[how % BENT.length];
  if (!place || key === undefined || !write) return;
  const value = write(place[key]);
  Object.defineProperty(place, key, { value, writable: true, enumerable: true, configurable: true });
}

/** Nothing of it is lost in silence. */
function holds(
  { workflow, report, whole }: ImportedWorkflow,
  file: { nodes?: unknown; connections?: unknown },
) {
  const { graph } = parsePortableWorkflow(JSON.parse(JSON.stringify(workflow)));
  expect(graph).toBeDefined();
  if (graph) validateGraph(graph, catalog, { mode: 'publish' });
  // Nodes that are a text, or an object with places as keys, are read as the list that they stand for.
  if (Array.isArray(file.nodes)) expect(report.length).toBe(file.nodes.length);
  const unnamed = report.filter(({ result, notes }) => result !== 'same' && notes.length === 0);
  expect(unnamed).toEqual([]);
  const told = whole.remarks.filter(({ code }) => code.startsWith('connection.')).length;
  const distinct = new Set(readConnections(file.connections).map((one) => JSON.stringify(one)));
  expect(workflow.edges.length + told).toBeGreaterThanOrEqual(Math.min(distinct.size, 1));
  const back = exportToN8n(workflow);
  expect(back.lost).toEqual([]);
  if (Array.isArray(file.nodes)) expect(back.file).toEqual(file);
}

const bends = fc.array(fc.record({ at: fc.nat(5000), how: fc.nat(BENT.length - 1) }), {
  minLength: 1,
  maxLength: 8,
});

it('holds together whatever is bent in it', () => {
  fc.assert(
    fc.property(fc.nat(SAMPLES.length - 1), bends, (which, all) => {
      const file: unknown = structuredClone(SAMPLES[which]);
      for (const one of all) bend(file, one);
      const text = JSON.stringify(file);
      const read = importN8n(text, catalog);
      if (!read.ok || read.workflows.length !== 1) return;
      const given = JSON.parse(text) as { nodes?: unknown };
      if (given === null || typeof given.nodes === 'string') return; // a row of a database, or no file at all
      if (!Array.isArray(given)) for (const one of read.workflows) holds(one, given);
    }),
    { numRuns: randomCases(250) },
  );
  expect(Reflect.get({}, 'polluted')).toBeUndefined();
});

const TYPES = ['noOp', 'set', 'if', 'switch', 'merge', 'splitInBatches', 'code', 'wait', 'filter', 'slack'];

it('keeps every connection, wherever it leads', () => {
  const tangled = fc.record({
    types: fc.array(fc.constantFrom(...TYPES), { minLength: 1, maxLength: 12 }),
    ways: fc.array(fc.tuple(fc.nat(13), fc.nat(3), fc.nat(13), fc.nat(3)), { maxLength: 30 }),
    twice: fc.boolean(),
  });
  fc.assert(
    fc.property(tangled, ({ types, ways, twice }) => {
      const name = (at: number) => (twice ? `N${at % 4}` : `N${at}`);
      const nodes = types.map((type, at) => ({
        ...{ id: `i${at}`, name: name(at), type: `n8n-nodes-base.${type}`, typeVersion: 3 },
        ...{ position: [at * 100, 0], parameters: {} },
      }));
      const connections: Record<string, { main: { node: string; type: string; index: number }[][] }> = {};
      for (const [from, output, to, index] of ways) {
        const { main } = (connections[name(from)] ??= { main: [] });
        while (main.length <= output) main.push([]);
        main[output]?.push({ node: name(to), type: 'main', index });
      }
      const file = { name: 'Tangled', nodes, connections, settings: { executionOrder: 'v1' } };
      const one = imported(file);
      holds(one, file);
      const told = one.whole.remarks.filter(({ code }) => code.startsWith('connection.')).length;
      const distinct = new Set(readConnections(connections).map((way) => JSON.stringify(way))).size;
      // Remarks that say the same are one; a connection that stands twice is one edge.
      expect(one.workflow.edges.length + (told > 0 ? distinct : 0)).toBeGreaterThanOrEqual(distinct);
      const back = one.workflow.edges.filter((edge) => edge.maxIterations === undefined);
      expect(back.every(({ source, target }) => source !== '' && target !== '')).toBe(true);
    }),
    { numRuns: randomCases(150) },
  );
});

it('takes two thousand nodes, a text of a megabyte, and names like members of prototypes', () => {
  const names = ['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'length'];
  const long = 'x {{ $json.a }} '.repeat(65_536);
  const nodes = Array.from({ length: 2000 }, (_, at) => ({
    ...{ id: `i${at}`, name: names[at] ?? `N${at}`, position: [at, at] },
    ...{ type: at % 3 === 0 ? 'n8n-nodes-base.set' : 'acme.unknown', typeVersion: 3.4 },
    parameters:
      at === 3
        ? { text: long }
        : { assignments: { assignments: [{ name: 'a', value: '={{ $json.b }}', type: 'string' }] } },
  }));
  const connections = Object.fromEntries(
    nodes.map(({ name }, at) => [
      name,
      { main: [[{ node: nodes[(at + 1) % 2000]?.name, type: 'main', index: 0 }]] },
    ]),
  );
  const file = JSON.parse(
    JSON.stringify({ name: 'Big', nodes, connections, settings: {} }),
  ) as (typeof SAMPLES)[number] & object;
  const one = imported(file);
  expect([one.workflow.nodes.length, one.workflow.edges.length]).toEqual([2000, 2000]);
  expect(one.workflow.edges.filter(({ maxIterations }) => maxIterations !== undefined)).toHaveLength(1);
  expect(exportToN8n(one.workflow).file).toEqual(file);
});

it('reads rows of a database, whose nodes are texts', () => {
  const [sample] = SAMPLES;
  const { nodes, connections, ...rest } = sample as unknown as Record<string, unknown>;
  const row = { ...rest, nodes: JSON.stringify(nodes), connections: JSON.stringify(connections) };
  const one = imported([row]);
  expect(one.report.map(({ nodeName }) => nodeName)).toEqual(
    imported(sample).report.map(({ nodeName }) => nodeName),
  );
  expect(one.workflow.edges).toHaveLength(imported(sample).workflow.edges.length);
});
