import type { NodeDefinition } from '@/core/node-kit/definition';

/** A node type with one input, one output and nothing to fill in, unless `own` says otherwise. */
export function aNodeType(own: Partial<NodeDefinition> & { type: string }): NodeDefinition {
  return {
    version: 1,
    name: own.type,
    summary: '',
    family: 'flow',
    synonyms: [],
    inputs: [{ name: 'main', label: 'Input' }],
    outputs: [{ name: 'main', label: 'Output' }],
    fields: [],
    effect: 'pure',
    mode: 'item',
    examples: [],
    ...own,
  };
}
