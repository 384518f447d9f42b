import { describe, expect, it } from 'vitest';
import { portableWorkflowSchema } from '@/core/contracts/portable-workflow';
import { createCatalog, defineNode } from '@/core/node-kit/definition';
import { redactSecrets } from './redact-secrets';

const main = [{ name: 'main', label: 'Main' }];
const webhook = defineNode({
  ...{ type: 'webhook', version: 1, name: 'Webhook', summary: '', family: 'network', synonyms: [] },
  ...{ inputs: [], outputs: main, trigger: 'webhook', effect: 'pure', mode: 'item', examples: [] },
  fields: [
    { kind: 'text', name: 'path', label: 'Path' },
    { kind: 'text', name: 'headerName', label: 'Header' },
    { kind: 'text', name: 'headerValue', label: 'Secret', secret: true },
    { kind: 'text', name: 'password', label: 'Password', secret: true },
  ],
});
const catalog = createCatalog([webhook]);
const graphOf = (parameters: object, type = 'webhook') =>
  portableWorkflowSchema.parse({
    format: 'heddle.workflow/1',
    name: 'Secret',
    nodes: [{ id: 'a', type, name: 'A', position: { x: 0, y: 0 }, parameters }],
  });

describe('redactSecrets', () => {
  it('empties what is made for secrets and leaves the rest', () => {
    const given = {
      path: 'a',
      authentication: 'header',
      headerName: 'x-a',
      headerValue: 'hush',
      password: 'hush',
    };
    const graph = graphOf(given);
    expect(redactSecrets(graph, catalog).nodes[0]?.parameters).toEqual({
      ...given,
      headerValue: '',
      password: '',
    });
    expect(graph.nodes[0]?.parameters).toEqual(given);
  });

  it('gives the very graph back where there is nothing to hide', () => {
    for (const graph of [graphOf({ path: 'a' }), graphOf({ password: 'x' }, 'unknown-type')])
      expect(redactSecrets(graph, catalog)).toBe(graph);
  });
});
