import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { aGraph } from '@/testing/graph/arbitraries';
import { randomCases } from '@/testing/random-cases';
import { fromText, toYaml } from './yaml';

const FILE = `format: heddle.workflow/1
name: Greet
nodes:
  - id: hook
    type: webhook
    name: Webhook
    position: { x: 0, y: 0 }
    parameters:
      path: greet
      text: |
        one
        two
`;

describe('a portable file as YAML', () => {
  it('gives back every graph', () => {
    fc.assert(
      fc.property(aGraph(), (graph) => {
        expect(fromText(toYaml(graph))).toEqual({ graph });
      }),
      { numRuns: randomCases(150) },
    );
  });

  it('is written in a fixed order, a line for each value', () => {
    const { graph } = fromText(FILE);
    if (!graph) throw new Error('not read');
    const text = toYaml(graph);
    expect(text.split('\n').slice(0, 6)).toEqual([
      'format: heddle.workflow/1',
      'name: Greet',
      'settings:',
      '  concurrency: null',
      '  errorWorkflow: null',
      '  order: parallel',
    ]);
    expect(text).toContain('      text: |\n        one\n        two\n');
    expect(
      toYaml({ ...graph, name: 'Other' })
        .split('\n')
        .filter((line) => !text.includes(line)),
    ).toEqual(['name: Other']);
  });

  it.each([
    ['a reference that multiplies', 'a: &a [1]\nb: [*a, *a]\n'],
    ['a key that is there twice', 'a: 1\na: 2\n'],
    ['something broken', 'a: [1\nb: }'],
    ['something very deep', '- '.repeat(20_000)],
    ['a type of another language', 'a: !!js/function "x"\nformat: heddle.workflow/1'],
  ])('is refused when it holds %s', (_what, text) => {
    expect(fromText(text).graph).toBeUndefined();
  });

  it('never throws', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(fromText(text).problems?.length ?? 1).toBeGreaterThan(0);
      }),
      { numRuns: randomCases(200) },
    );
  });
});
