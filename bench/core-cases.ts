/** Pure functions against the clock: validation of a large workflow, evaluation of expressions. */
import { parsePortableWorkflow } from '@/core/graph/parse-graph';
import { validateGraph } from '@/core/graph/validate-graph';
import { evaluateTemplate } from '@/core/expression/evaluate';
import { createEnv } from '@/core/expression/scope';
import { compileTemplate } from '@/core/expression/template';
import { createCatalog } from '@/core/node-kit/definition';
import { definitions } from '@/nodes/definitions.generated';

const NODES = 1_000;
const NODE_TYPES = 10_000;
const LOOKUP_ROUNDS = 20;
const catalog = createCatalog(definitions);

/** Milliseconds to parse and to validate 1,000 nodes, the median of several times. */
export function validation(): Record<string, number> {
  const file = chain(NODES);
  const parseMs: number[] = [];
  const validateMs: number[] = [];
  let problems = 0;
  for (let round = 0; round < 15; round += 1) {
    const began = performance.now();
    const { graph } = parsePortableWorkflow(file);
    if (!graph) throw new Error('the large workflow does not parse');
    const parsed = performance.now();
    problems = validateGraph(graph, catalog, { mode: 'publish' }).length;
    parseMs.push(parsed - began);
    validateMs.push(performance.now() - parsed);
  }
  return { nodes: NODES, problems, parseMs: median(parseMs), validateMs: median(validateMs) };
}

/** Milliseconds to find a node type by name and version among 10,000, the mean over all of them. */
export function lookup(): Record<string, number> {
  const [like] = definitions;
  if (!like) throw new Error('there is no node type');
  const many = Array.from({ length: NODE_TYPES }, (_, n) => ({ ...like, type: `type-${n}` }));
  const began = performance.now();
  const large = createCatalog(many);
  const built = performance.now();
  let found = 0;
  for (let round = 0; round < LOOKUP_ROUNDS; round += 1)
    for (const { type, version } of many) if (large.find(type, version)) found += 1;
  const lookupMs = (performance.now() - built) / (NODE_TYPES * LOOKUP_ROUNDS);
  return { types: NODE_TYPES, found: found / LOOKUP_ROUNDS, buildMs: built - began, lookupMs };
}

/** Evaluations a second of a compiled expression over an item. */
export function expressions(): Record<string, number> {
  const compiled = compileTemplate(
    '{{ $json.items.filter(i => i.price > 10).map(i => i.name.toUpperCase()).join(", ") }}',
  );
  const small = compileTemplate('{{ $json.price * 2 + 1 }}');
  if (!compiled.ok || !small.ok) throw new Error('the expressions do not compile');
  const json = { price: 21, items: Array.from({ length: 5 }, (_, n) => ({ name: `n${n}`, price: n * 5 })) };
  const env = createEnv({ item: { json } });
  return {
    perSecond: rate(() => evaluateTemplate(small.template, env)),
    withFiveItemsPerSecond: rate(() => evaluateTemplate(compiled.template, env)),
  };
}

function rate(work: () => { ok: boolean }): number {
  const until = performance.now() + 1_000;
  let count = 0;
  while (performance.now() < until) {
    for (let n = 0; n < 100; n += 1) if (!work().ok) throw new Error('the expression fails');
    count += 100;
  }
  return count;
}

function median(values: number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return Number((sorted[Math.floor(sorted.length / 2)] ?? 0).toFixed(2));
}

function chain(count: number): unknown {
  const nodes = Array.from({ length: count }, (_, n) =>
    n === 0
      ? {
          id: 'n0',
          type: 'manual-trigger',
          typeVersion: 1,
          name: 'Start',
          position: { x: 0, y: 0 },
          parameters: {},
        }
      : {
          id: `n${n}`,
          type: 'edit-fields',
          typeVersion: 1,
          name: `Edit ${n}`,
          position: { x: n * 240, y: 0 },
          parameters: {
            assignments: [{ name: 'n', type: 'number', value: `{{ $json.n + ${n} }}` }],
            keep: 'all',
          },
        },
  );
  const edges = nodes.slice(1).map((node, n) => ({
    id: `e${n}`,
    source: `n${n}`,
    sourcePort: 'main',
    target: node.id,
    targetPort: 'main',
  }));
  return { format: 'heddle.workflow/1', name: 'Large', nodes, edges };
}
