import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { validateGraph } from '@/core/graph/validate-graph';
import { createCatalog } from '@/core/node-kit/definition';
import { definitions } from '@/nodes/definitions.generated';
import { withOwnAddresses } from '@/services/templates/own-addresses';
import { findTemplate, listTemplates } from './bundled-templates';

const catalog = createCatalog(definitions);
const folders = readdirSync(fileURLToPath(new URL('.', import.meta.url)), { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map((entry) => entry.name);

it('offers every folder once, by its own name', () => {
  expect(
    listTemplates()
      .map(({ manifest }) => manifest.slug)
      .sort(),
  ).toEqual(folders.sort());
  expect(findTemplate('no-such-template')).toBeUndefined();
  expect(findTemplate('__proto__')).toBeUndefined();
});

describe.each(folders)('%s', (slug) => {
  const template = findTemplate(slug);
  if (!template) throw new Error(`bundled-templates.ts does not name ${slug}`);
  const { graph, manifest } = template;

  it('publishes without a problem once it is taken', () => {
    const taken = withOwnAddresses(graph, { suffix: 'a1b2c3', secret: 'made-when-taken' });
    expect(validateGraph(taken, catalog, { mode: 'publish' })).toEqual([]);
  });

  it('carries no credential and no secret, and reaches what it says', () => {
    const outside = graph.nodes.filter((node) => {
      const effect = catalog.find(node.type)?.effect;
      return typeof effect !== 'string' || effect === 'read' || effect === 'write';
    });
    expect(outside.length === 0).toBe(manifest.reaches.length === 0);
    for (const node of graph.nodes) {
      expect(node.credentials).toEqual({});
      expect(node.parameters).not.toHaveProperty('headerValue');
      expect(node.parameters).not.toHaveProperty('password');
    }
  });

  it('is called after what it does, and is explained on the canvas', () => {
    expect(graph.name).toBe(manifest.title);
    expect(graph.notes.length).toBeGreaterThan(0);
    expect(new Set(graph.nodes.map((node) => `${node.position.x},${node.position.y}`)).size).toBe(
      graph.nodes.length,
    );
  });
});
