/** A million items, made by code that gives lists, taken apart, changed, filtered and put together. */

const at = (x, y) => ({ x, y });

/** @param {{ name: string, items: number, loop: boolean }} of `loop`: each item is changed in the body of a map. */
export function bigDataWorkflow({ name, items, loop }) {
  const lists = Math.ceil(items / 1000);
  const source = `return Array.from({ length: ${lists} }, (_, list) => ({ json: { rows: Array.from({ length: 1000 }, (_, n) => list * 1000 + n) } }));`;
  const nodes = [
    node('start', 'manual-trigger', {}),
    node('lists', 'code', { source, mode: 'all', timeoutMs: 60_000 }),
    node('split', 'split-out', { field: 'rows' }),
    ...(loop
      ? [node('map', 'map', { concurrency: 2, batchSize: 10_000, onItemError: 'stop', limit: 0 })]
      : []),
    node('change', 'edit-fields', {
      assignments: [{ name: 'half', type: 'number', value: '{{ $json.rows / 2 }}' }],
      keep: 'all',
    }),
    node('filter', 'filter', {
      conditions: [{ left: '{{ $json.rows % 4 }}', operator: 'number.equals', right: 0 }],
      combine: 'all',
    }),
    node('together', 'aggregate', { mode: 'fields', fields: [{ field: 'half', name: '' }] }),
  ];
  const wires = loop
    ? [
        'start>lists',
        'lists>split',
        'split>map',
        'map.item>change',
        'change>map.next',
        'map.done>filter',
        'filter.kept>together',
      ]
    : ['start>lists', 'lists>split', 'split>change', 'change>filter', 'filter.kept>together'];
  return { format: 'heddle.workflow/1', name, nodes, edges: wires.map(edge) };
}

function node(id, type, parameters) {
  return { id, type, typeVersion: 1, name: id, position: at(0, 0), parameters };
}

function edge(wire, index) {
  const [[source, sourcePort = 'main'], [target, targetPort = 'main']] = wire
    .split('>')
    .map((end) => end.split('.'));
  return { id: `e${index}`, source, sourcePort, target, targetPort };
}
