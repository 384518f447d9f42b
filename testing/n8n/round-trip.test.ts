/** Whatever n8n's file looks like: it comes in, is a draft that holds together, and goes out as it was. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { docFromGraph } from '@/core/draft/doc-from-graph';
import { projectDraft } from '@/core/draft/project-draft';
import { exportToN8n } from '@/core/exchange/n8n/export-n8n';
import { importN8n } from '@/core/exchange/n8n/import-n8n';
import { parsePortableText } from '@/core/graph/parse-graph';
import { serialiseGraph } from '@/core/graph/serialise';
import { createCatalog } from '@/core/node-kit/definition';
import { definitions } from '@/nodes/definitions.generated';
import { n8nWorkflow, parameterJson } from './workflows';

const catalog = createCatalog(definitions);

it('gives back every generated workflow as it was, over a file and a draft', () => {
  fc.assert(
    fc.property(n8nWorkflow, (made) => {
      const text = JSON.stringify(made);
      const read = importN8n(text, catalog);
      if (!read.ok) throw new Error(read.problem.message);
      const { workflow, report } = read.workflows[0] ?? expect.fail('no workflow');
      expect(report).toHaveLength((made['nodes'] as unknown[]).length);
      const file = parsePortableText(serialiseGraph(workflow));
      expect(file.problems).toBeUndefined();
      const draft = projectDraft(docFromGraph(file.graph ?? workflow));
      expect(draft.problems).toEqual([]);
      const out = exportToN8n(draft.graph);
      expect(out.lost).toEqual([]);
      expect(JSON.stringify(sorted(out.file))).toBe(JSON.stringify(sorted(JSON.parse(text))));
    }),
    { numRuns: 150 },
  );
});

it('takes any text and any value, and never throws', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.json(), parameterJson), (input) => {
      const read = importN8n(input, catalog);
      expect(read.ok ? read.workflows.length : read.problem.code).toBeTruthy();
    }),
    { numRuns: 150 },
  );
});

it('takes files that somebody tore apart', () => {
  const torn = fc
    .tuple(n8nWorkflow, fc.nat(), fc.nat(20), fc.constantFrom('', '}', ']', '"', 'null', '{', ','))
    .map(([made, at, length, by]) => {
      const text = JSON.stringify(made);
      const place = at % text.length;
      return text.slice(0, place) + by + text.slice(place + length);
    });
  fc.assert(
    fc.property(torn, (text) => {
      expect(typeof importN8n(text, catalog).ok).toBe('boolean');
    }),
    { numRuns: 150 },
  );
});

/** The same value with its keys in order, so that texts may be compared; unlike `toEqual`, it sees `__proto__`. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  return entries.map(([key, child]) => [key, sorted(child)]);
}
