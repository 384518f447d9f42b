/** Whatever is given to the import: it answers. That what comes in goes out again is held by `testing/exchange`. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { importN8n } from '@/core/exchange/n8n/import-n8n';
import { createCatalog } from '@/core/node-kit/definition';
import { definitions } from '@/nodes/definitions.generated';
import { n8nWorkflow, parameterJson } from './workflows';

const catalog = createCatalog(definitions);

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
