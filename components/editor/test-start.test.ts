import { describe, expect, it } from 'vitest';
import { portableWorkflowSchema } from '@/core/contracts/portable-workflow';
import { createCatalog } from '@/core/node-kit/definition';
import { aNodeType } from '@/testing/builders/node-type';
import { parseTestInput, sampleInput, testTriggers, triggerAtOnce } from './test-start';

const hook = aNodeType({
  type: 'hook',
  name: 'Hook',
  family: 'trigger',
  inputs: [],
  outputs: [{ name: 'main', label: '' }],
  mode: 'list',
  trigger: 'webhook',
  outputExample: { main: [{ body: { a: 1 } }] },
});
const graph = portableWorkflowSchema.parse({
  format: 'heddle.workflow/1',
  name: 'W',
  nodes: [
    { id: 'a', type: 'hook', name: 'A', position: { x: 0, y: 0 } },
    { id: 'b', type: 'hook', name: 'B', position: { x: 0, y: 0 }, settings: { disabled: true } },
    { id: 'c', type: 'other', name: 'C', position: { x: 0, y: 0 } },
  ],
});

describe('the start of a test run', () => {
  it('can be any trigger that is switched on', () => {
    expect(testTriggers(graph, createCatalog([hook])).map(({ node }) => node.id)).toEqual(['a']);
  });

  it('offers pinned data before the example', () => {
    const [trigger] = testTriggers(graph, createCatalog([hook]));
    if (!trigger) throw new Error('no trigger');
    expect(sampleInput(graph, trigger)).toEqual({ body: { a: 1 } });
    expect(sampleInput({ ...graph, pinned: { a: [{ json: { b: 2 } }] } }, trigger)).toEqual({ b: 2 });
  });

  it('needs no question for a lone schedule, whose moment is now', () => {
    const schedule = { ...hook, trigger: 'schedule' as const };
    const [trigger] = testTriggers(graph, createCatalog([schedule]));
    if (!trigger) throw new Error('no trigger');
    expect(triggerAtOnce([trigger])).toBe(trigger);
    expect(triggerAtOnce([trigger, trigger])).toBeUndefined();
    expect(triggerAtOnce(testTriggers(graph, createCatalog([hook])))).toBeUndefined();
    expect(sampleInput(graph, trigger)).toEqual({});
  });

  it('reads an object or a list of objects and says what else is wrong', () => {
    expect(parseTestInput('')).toEqual({ ok: true, input: {} });
    expect(parseTestInput('{"a":1}')).toEqual({ ok: true, input: { a: 1 } });
    expect(parseTestInput('[{"a":1},{"a":2}]')).toEqual({
      ok: true,
      input: [{ json: { a: 1 } }, { json: { a: 2 } }],
    });
    expect(parseTestInput('{a')).toEqual({ ok: false, reason: 'not-json' });
    expect(parseTestInput('[1]')).toEqual({ ok: false, reason: 'not-object' });
  });
});
