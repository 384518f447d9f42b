/**
 * The few node types engine tests draw with. Nothing of them is ever executed.
 */
import { createCatalog } from '@/core/node-kit/definition';
import type { Catalog, NodeDefinition, Port } from '@/core/node-kit/definition';

/** `trigger`, `step`, `write`, `split` (true, false), `sieve` (kept, and dropped aside), `join` (a, b), `join3` (a, b, c) and `switch` (one port a rule), `loop` and `map`. */
export const engineCatalog: Catalog = createCatalog([
  define('trigger', { inputs: [], outputs: ports('main'), trigger: 'manual', family: 'trigger' }),
  define('step', { inputs: ports('main'), outputs: ports('main') }),
  define('write', { inputs: ports('main'), outputs: ports('main'), effect: 'write', inDoubt: 'ask' }),
  define('split', { inputs: ports('main'), outputs: ports('true', 'false') }),
  define('sieve', {
    inputs: ports('main'),
    outputs: [...ports('kept'), { name: 'dropped', label: 'dropped', aside: true }],
  }),
  define('join', { inputs: ports('a', 'b'), outputs: ports('main') }),
  define('join3', { inputs: ports('a', 'b', 'c'), outputs: ports('main') }),
  define('switch', {
    inputs: ports('main'),
    outputs: { byField: 'rules', key: 'port', then: ports('fallback') },
  }),
  define('loop', { inputs: ports('main', 'next'), outputs: ports('item', 'done'), effect: 'control' }),
  define('map', { inputs: ports('main', 'next'), outputs: ports('item', 'done'), effect: 'control' }),
  define('helped', {
    inputs: [...ports('main'), { name: 'tool', label: 'Tool', kind: 'tool' }],
    outputs: ports('main'),
  }),
]);

function ports(...names: string[]): Port[] {
  return names.map((name) => ({ name, label: name }));
}

function define(type: string, own: Partial<NodeDefinition>): NodeDefinition {
  return {
    type,
    version: 1,
    name: type,
    summary: '',
    family: 'flow',
    synonyms: [],
    inputs: [],
    outputs: [],
    fields: [],
    effect: 'pure',
    mode: 'list',
    examples: [],
    ...own,
  };
}
