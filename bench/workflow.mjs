/** The workflow that is measured: webhook → edit fields → if → respond. */

const at = (x, y) => ({ x, y });
const edge = (id, source, sourcePort, target) => ({ id, source, sourcePort, target, targetPort: 'main' });

/** @param {'with-node' | 'immediately'} respond */
export function webhookWorkflow(name, respond) {
  return {
    format: 'heddle.workflow/1',
    name,
    nodes: [
      {
        id: 'hook',
        type: 'webhook',
        typeVersion: 1,
        name: 'Webhook',
        position: at(0, 0),
        parameters: { path: name, methods: ['POST'], respond },
      },
      {
        id: 'edit',
        type: 'edit-fields',
        typeVersion: 1,
        name: 'Edit',
        position: at(240, 0),
        parameters: {
          assignments: [{ name: 'total', type: 'number', value: '{{ $json.body.amount * 2 }}' }],
          keep: 'all',
        },
      },
      {
        id: 'if',
        type: 'if',
        typeVersion: 1,
        name: 'Large',
        position: at(480, 0),
        parameters: {
          conditions: [{ left: '{{ $json.total }}', operator: 'number.greater', right: 100 }],
          combine: 'all',
        },
      },
      ...(respond === 'with-node'
        ? [
            respondNode('yes', 'Yes', '{{ { "large": true, "total": $json.total } }}', 0),
            respondNode('no', 'No', '{{ { "large": false } }}', 160),
          ]
        : [noOp('yes', 'Yes', 0), noOp('no', 'No', 160)]),
    ],
    edges: [
      edge('e1', 'hook', 'main', 'edit'),
      edge('e2', 'edit', 'main', 'if'),
      edge('e3', 'if', 'true', 'yes'),
      edge('e4', 'if', 'false', 'no'),
    ],
  };
}

function respondNode(id, name, body, y) {
  return {
    id,
    type: 'respond',
    typeVersion: 1,
    name,
    position: at(720, y),
    parameters: { status: 200, body },
  };
}

function noOp(id, name, y) {
  return { id, type: 'no-op', typeVersion: 1, name, position: at(720, y), parameters: {} };
}

/**
 * A webhook, and the nodes one after another: `{ type, parameters }`. One with a `body` is a loop: its items go through the
 * body and come back, and what is done goes on to the next.
 */
export function lineOf(name, steps) {
  const nodes = [
    {
      id: 'hook',
      type: 'webhook',
      typeVersion: 1,
      name: 'Webhook',
      position: at(0, 0),
      parameters: { path: name, methods: ['POST'], respond: 'with-node' },
    },
  ];
  const edges = [];
  const join = (source, sourcePort, target, targetPort = 'main') =>
    edges.push({ id: `e${edges.length}`, source, sourcePort, target, targetPort });
  let last = ['hook', 'main'];
  steps.forEach(({ type, parameters, body }, index) => {
    const id = `n${index}`;
    nodes.push({
      id,
      type,
      typeVersion: 1,
      name: `Node ${index}`,
      position: at(240 * (index + 1), 0),
      parameters,
    });
    join(...last, id);
    last = [id, 'main'];
    if (!body) return;
    let inner = [id, 'item'];
    body.forEach((one, place) => {
      const own = `${id}b${place}`;
      nodes.push({
        ...{ id: own, type: one.type, typeVersion: 1, name: `Node ${index}.${place}` },
        ...{ position: at(240 * (index + 1), 160 * (place + 1)), parameters: one.parameters },
      });
      join(...inner, own);
      inner = [own, 'main'];
    });
    join(...inner, id, 'next');
    last = [id, 'done'];
  });
  return { format: 'heddle.workflow/1', name, nodes, edges };
}

/** A respond node of such a line. */
export function respondWith(body) {
  return { type: 'respond', parameters: { status: 200, body } };
}
