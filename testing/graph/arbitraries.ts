/** Random graphs and edits for tests. */
import fc from 'fast-check';
import { portableWorkflowSchema } from '@/core/contracts/portable-workflow';
import type { Graph, GraphNode } from '@/core/contracts/portable-workflow';
import type { Json } from '@/core/items/item';
import type { DraftEdit, ParameterPath } from '@/core/draft/edit';

const IDS = ['a', 'b', 'c', 'd', 'e', 'f'];
const NAMES = ['Webhook', 'If', 'Set', 'Öl & "Gas"', '名前', 'x'];

const text = fc.oneof(
  fc.string({ maxLength: 12 }).map((value) => value.replaceAll('\0', '')),
  fc.constantFrom('', 'one\ntwo', 'a😀b', 'line\n\nline', '{{ $json.a }}'),
);
const json: fc.Arbitrary<Json> = fc.letrec<{ value: Json }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    fc.constantFrom(null, true, false, 0, 1, -2.5),
    text,
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom('k', 'constructor', 'toString', 'ä'), tie('value'), { maxKeys: 3 }),
  ),
})).value;
const parameters = fc.dictionary(fc.constantFrom('p', 'q', 'source', 'rows'), json, { maxKeys: 3 });
const point = fc.record({ x: fc.integer({ min: -99, max: 99 }), y: fc.integer({ min: -99, max: 99 }) });
const id = fc.constantFrom(...IDS);

function aNode(): fc.Arbitrary<Omit<GraphNode, 'id'>> {
  return fc.record({
    type: fc.constantFrom('webhook', 'if', 'no-op'),
    typeVersion: fc.constant(1),
    name: fc.constantFrom(...NAMES),
    position: point,
    parameters,
    settings: fc.constantFrom<GraphNode['settings']>(
      { onError: 'stop', disabled: false, alwaysOutput: false, executeOnce: false },
      {
        ...{ onError: 'continue', disabled: true, alwaysOutput: false, executeOnce: true },
        ...{ retry: { attempts: 3, backoff: 'fixed', delayMs: 10 }, timeoutMs: 5 },
      },
    ),
    credentials: fc.constantFrom<Record<string, string>>({}, { main: 'c1' }),
  });
}

/** A whole graph: unique ids, no dangling ends. */
export function aGraph(): fc.Arbitrary<Graph> {
  const nodes = fc
    .uniqueArray(id, { maxLength: 5 })
    .chain((ids) =>
      fc
        .tuple(...ids.map((one) => aNode().map((node): GraphNode => ({ id: one, ...node }))))
        .map((list) => [...list]),
    );
  return nodes.chain((list) => {
    const end = list.length === 0 ? fc.constant('none') : fc.constantFrom(...list.map((node) => node.id));
    const edge = fc.record({ source: end, sourcePort: fc.constantFrom('main', 'true'), target: end });
    const note = fc.record({ text, position: point });
    return fc
      .record({
        edges: list.length === 0 ? fc.constant([]) : fc.array(edge, { maxLength: 5 }),
        notes: fc.array(note, { maxLength: 2 }),
        pinned: fc.boolean(),
        timezone: fc.constantFrom('UTC', 'Europe/Zurich'),
        name: fc.constantFrom('Greet', 'W 2'),
      })
      .map(({ edges, notes, pinned, timezone, name }) =>
        portableWorkflowSchema.parse({
          format: 'heddle.workflow/1',
          name,
          nodes: list,
          edges: withoutRepeats(edges).map((one, index) => ({ id: `e${index}`, ...one })),
          notes: notes.map((one, index) => ({ id: `n${index}`, ...one, size: { width: 100, height: 80 } })),
          groups: list[0] ? [{ id: 'g', name: 'G', nodes: [list[0].id] }] : [],
          settings: { timezone },
          pinned: pinned && list[0] ? { [list[0].id]: [{ json: { a: 1 } }] } : {},
        }),
      );
  });
}

function withoutRepeats<T>(list: readonly T[]): T[] {
  return [...new Map(list.map((entry) => [JSON.stringify(entry), entry])).values()];
}

/** An edit that may or may not make sense in a given draft. New ids begin with `prefix`. */
export function anEdit(prefix: string): fc.Arbitrary<DraftEdit> {
  const fresh = fc.nat({ max: 8 }).map((count) => `${prefix}${count}`);
  const path = fc.constantFrom<ParameterPath>(['p'], ['source'], ['rows', 0], ['rows', 0, 'k'], ['q', 'k']);
  const simple: fc.Arbitrary<DraftEdit>[] = [
    fc.tuple(fresh, aNode()).map(([nodeId, node]) => ({ kind: 'add-node', node: { id: nodeId, ...node } })),
    fc.tuple(id, point).map(([nodeId, to]) => ({ kind: 'move-nodes', positions: { [nodeId]: to } })),
    fc
      .tuple(id, path, json)
      .map(([nodeId, at, value]) => ({ kind: 'set-parameter', nodeId, path: at, value })),
    fc.tuple(id, path).map(([nodeId, at]) => ({ kind: 'set-parameter', nodeId, path: at })),
    fc
      .tuple(id, fc.boolean())
      .map(([nodeId, disabled]) => ({ kind: 'set-disabled', nodeIds: [nodeId], disabled })),
    id.map((nodeId) => ({ kind: 'set-settings', nodeId, settings: { onError: 'error-port', retry: null } })),
    id.map((nodeId) => ({ kind: 'remove-nodes', nodeIds: [nodeId] })),
    fc.tuple(fresh, id, id).map(([edgeId, source, target]) => ({
      kind: 'connect',
      edge: { id: edgeId, source, target, sourcePort: 'main', targetPort: 'main' },
    })),
    fc.constantFrom('e0', 'e1').map((edgeId) => ({ kind: 'disconnect', edgeIds: [edgeId] })),
    fc
      .tuple(fc.constantFrom('n0', 'n1'), text)
      .map(([noteId, to]) => ({ kind: 'edit-note', noteId, text: to })),
    fc.constantFrom('n0', 'n1').map((noteId) => ({ kind: 'remove-note', noteId })),
    fc.tuple(fresh, text).map(([noteId, to]) => ({
      kind: 'add-note',
      note: { id: noteId, text: to, position: { x: 0, y: 0 }, size: { width: 50, height: 50 } },
    })),
    fc.constantFrom('A', 'B').map((name) => ({ kind: 'set-workflow-name', name })),
    fc.tuple(fc.uniqueArray(id, { maxLength: 3 }), fresh).map(([nodeIds, idSeed]) => ({
      kind: 'duplicate',
      ...{ nodeIds, offset: { x: 20, y: 20 }, idSeed },
    })),
    fc.uniqueArray(id).map((ids) => ({ kind: 'reorder', list: 'nodes', ids })),
  ];
  return fc.oneof(...simple);
}
