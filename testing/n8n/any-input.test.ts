/** Whatever is given to the import: it answers. That what comes in goes out again is held by `testing/exchange`. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { importN8n } from '@/core/exchange/n8n/import-n8n';
import { createCatalog } from '@/core/node-kit/definition';
import { definitions } from '@/nodes/definitions.generated';
import { randomCases } from '@/testing/random-cases';
import { n8nWorkflow, parameterJson } from './workflows';

const catalog = createCatalog(definitions);

it('takes any text and any value, and never throws', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.json(), parameterJson), (input) => {
      const read = importN8n(input, catalog);
      expect(read.ok ? read.workflows.length : read.problem.code).toBeTruthy();
    }),
    { numRuns: randomCases(150) },
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
    { numRuns: randomCases(150) },
  );
});

it.each([
  ['newlines in a fence', '```' + '\n'.repeat(3_000_000)],
  ['slashes in a path', node('webhook', { path: `${'/'.repeat(1_000_000)}x` })],
  ['braces in JSON', node('set', { mode: 'raw', jsonOutput: `=${'{{'.repeat(500_000)}` })],
  ['blanks in an expression', node('set', { mode: 'raw', jsonOutput: `={{${' '.repeat(500_000)}` })],
])('is not held up by long rows of %s', (_what, text) => {
  // Whoever is quadratic here takes minutes and runs into the time limit of tests.
  expect(typeof importN8n(text, catalog).ok).toBe('boolean');
});

function node(type: string, parameters: object): string {
  const one = { name: 'N', type: `n8n-nodes-base.${type}`, typeVersion: 3.4, position: [0, 0], parameters };
  return JSON.stringify({ nodes: [one], connections: {} });
}
