/**
 * Files that go out and come back, for as many graphs as there is time: Heddle's own as JSON and YAML and over a draft,
 * and n8n's through a draft and back. `npm run round-trips -- --count 10000`.
 */
import fc from 'fast-check';
import { applyEdit } from '@/core/draft/apply-edit';
import { docFromGraph } from '@/core/draft/doc-from-graph';
import { graphToEdits } from '@/core/draft/graph-to-edits';
import { projectDraft } from '@/core/draft/project-draft';
import { exportToN8n } from '@/core/exchange/n8n/export-n8n';
import { importN8n } from '@/core/exchange/n8n/import-n8n';
import { fromText, toYaml } from '@/core/exchange/yaml';
import { canonicalJson, serialiseGraph } from '@/core/graph/serialise';
import type { Graph, Imported } from '@/core/contracts/portable-workflow';
import { createCatalog } from '@/core/node-kit/definition';
import { definitions } from '@/nodes/definitions.generated';
import { aGraph } from '@/testing/graph/arbitraries';
import { n8nWorkflow } from '@/testing/n8n/workflows';

const catalog = createCatalog(definitions);

/** Runs both properties. @throws Error with the seed and the smallest graph that does not come back. */
export function roundTrips(options: { count: number; seed?: number }): void {
  const settings = { numRuns: options.count, ...(options.seed === undefined ? {} : { seed: options.seed }) };
  fc.assert(fc.property(whole, heddleComesBack), settings);
  fc.assert(fc.property(whole, whole, oneBecomesTheOther), {
    ...settings,
    numRuns: Math.ceil(options.count / 10),
  });
  fc.assert(fc.property(n8nWorkflow, n8nComesBack), settings);
}

const origin = fc.constantFrom<Imported | undefined>(
  undefined,
  { from: 'n8n', source: '{}' },
  { from: 'n8n', source: '[1]' },
);
const examples = fc.constantFrom<Graph['examples']>(undefined, [
  { name: 'E', input: [{ json: { a: 1 } }], expect: { output: [{ b: '😀' }], error: 'x' } },
]);

/** Graphs with all that a file may hold besides what is drawn. */
const whole = fc.tuple(aGraph(), origin, examples).map(([graph, imported, told]): Graph => {
  const from = imported === undefined ? {} : { imported };
  return {
    ...graph,
    ...from,
    nodes: graph.nodes.map((node, index) => (index % 2 === 0 ? { ...node, ...from } : node)),
    notes: graph.notes.map((note) => ({ ...note, ...from })),
    ...(told === undefined ? {} : { examples: told }),
  };
});

function oneBecomesTheOther(before: Graph, after: Graph): void {
  const doc = docFromGraph(before);
  const outcome = applyEdit(doc, { kind: 'batch', edits: graphToEdits(doc, after) }, 'round trip');
  if (!outcome.done) throw new Error(outcome.problem.message);
  if (canonicalJson(projectDraft(doc).graph) !== canonicalJson(after)) throw new Error('differs after edits');
}

function heddleComesBack(graph: Graph): void {
  const wanted = canonicalJson(graph);
  for (const text of [serialiseGraph(graph), toYaml(graph)]) {
    const { graph: read } = fromText(text);
    if (canonicalJson(read) !== wanted) throw new Error(`differs after reading:\n${text}`);
  }
  if (canonicalJson(projectDraft(docFromGraph(graph)).graph) !== wanted)
    throw new Error('differs after a draft');
}

function n8nComesBack(made: Record<string, unknown>): void {
  const text = JSON.stringify(made);
  const read = importN8n(text, catalog);
  const [first] = read.ok ? read.workflows : [];
  if (!first) throw new Error('not read');
  const file = fromText(serialiseGraph(first.workflow));
  if (!file.graph) throw new Error(`not a whole file: ${file.problems[0]?.message}`);
  const draft = projectDraft(docFromGraph(file.graph));
  if (draft.problems.length > 0) throw new Error(`not a whole draft: ${draft.problems[0]?.message}`);
  const out = exportToN8n(draft.graph);
  if (out.lost.length > 0) throw new Error(`lost: ${out.lost.join(', ')}`);
  // Texts, since `toEqual` and its like do not see a key `__proto__`.
  if (sortedText(out.file) !== sortedText(JSON.parse(text))) throw new Error('differs from the original');
}

function sortedText(value: unknown): string {
  return JSON.stringify(sorted(value));
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  return { entries: entries.map(([key, child]) => [key, sorted(child)]) };
}
