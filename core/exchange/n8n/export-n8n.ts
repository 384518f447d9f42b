/**
 * A graph in n8n's format. What came from there is given back as it was, in everything; what a person changed here since
 * is written over it. Nodes whose changed parameters have no way back are named, and keep what they came with.
 */
import type { Graph, GraphNode, GraphNote } from '@/core/contracts/portable-workflow';
import { isPlainObject } from '@/core/items/plain-json';
import { connectionsOf } from './connections-back';
import { fingerprint, unseal } from './envelope';
import { noteSizeToN8n, positionToN8n } from './layout';
import { renamed } from './renamed';
import { settingsToN8n } from './node-settings';
import { OWN_PREFIX } from './nodes/own-nodes';
import { parametersBack, type Tries } from './parameters-back';
import { objectsOf, own, textOf } from './safe-value';

export interface N8nExport {
  /** A workflow as n8n writes it. */
  file: Record<string, unknown>;
  /** Names of nodes whose changed parameters could not be written. */
  lost: string[];
}

/** A node or note on its way out. */
interface Leaving {
  index: number;
  value: unknown;
}

/** Writes the workflow. Equal to the imported one where nothing was changed. */
export function exportToN8n(graph: Graph): N8nExport {
  const whole = unseal(graph.imported) ?? {};
  const rest = isPlainObject(whole['rest']) ? whole['rest'] : {};
  const lost: string[] = [];
  const taken = new Set<number>();
  const tries: Tries = { count: 0 };
  const comments = new Map<string, string>();
  const notes: GraphNote[] = [];
  for (const note of graph.notes) {
    const of = unseal(note.imported)?.['noteOf'];
    if (typeof of === 'string') comments.set(of, note.text);
    else notes.push(note);
  }
  const leaving: Leaving[] = [
    ...graph.nodes.map((node) => leave(node, { taken, lost, tries, comment: comments.get(node.id) })),
    ...notes.map((note) => leaveNote(note, taken)),
    ...strays(whole['strays'], taken),
  ];
  const nodes = leaving.sort((a, b) => a.index - b.index).map(({ value }) => value);
  const connections = connectionsOf(graph, rest['connections'], whole);
  const file: Record<string, unknown> = {
    ...rest,
    ...(graph.name === whole['name'] ? {} : { name: graph.name }),
    ...(nodes.length > 0 || whole['hasNodes'] !== false ? { nodes } : {}),
    ...(connections === undefined ? {} : { connections }),
    ...settingsOf(graph, whole, rest),
    ...pinnedOf(graph, whole, rest),
  };
  return { file, lost };
}

function strays(value: unknown, taken: Set<number>): Leaving[] {
  return objectsOf(value).flatMap((entry): Leaving[] => {
    const { index } = entry;
    if (typeof index !== 'number' || taken.has(index)) return [];
    taken.add(index);
    return [{ index, value: entry['value'] }];
  });
}

interface Envelope {
  raw: Record<string, unknown>;
  index: number;
  sealed: Record<string, unknown>;
}

/** The original; a copy of a node has the original's values and a place and id of its own. */
function openEnvelope(entry: GraphNode | GraphNote, taken: Set<number>): Envelope | undefined {
  const sealed = unseal(entry.imported);
  const raw = sealed?.['node'];
  const index = sealed?.['index'];
  if (!sealed || !isPlainObject(raw) || typeof index !== 'number') return undefined;
  if (sealed['as'] !== entry.id || taken.has(index)) {
    return { raw: { ...raw, id: entry.id }, index: Number.MAX_SAFE_INTEGER, sealed };
  }
  taken.add(index);
  return { raw, index, sealed };
}

function leave(
  node: GraphNode,
  {
    taken,
    lost,
    tries,
    comment,
  }: { taken: Set<number>; lost: string[]; tries: Tries; comment: string | undefined },
): Leaving {
  const envelope = openEnvelope(node, taken);
  if (!envelope) return { index: Number.MAX_SAFE_INTEGER, value: ownNode(node) };
  const { raw, index, sealed } = envelope;
  let value: Record<string, unknown> = raw;
  if (sealed['name'] !== node.name) value = { ...value, name: node.name };
  if (!samePoint(sealed['position'], node.position))
    value = { ...value, position: positionToN8n(node.position) };
  if (sealed['settings'] !== fingerprint(node.settings)) value = settingsToN8n(value, node.settings);
  if (comment !== undefined && comment !== textOf(raw['notes'])) value = { ...value, notes: comment };
  if (sealed['parameters'] !== fingerprint([node.type, node.parameters])) {
    if (node.type === 'placeholder') value = { ...value, parameters: node.parameters['original'] ?? {} };
    else {
      const parameters = parametersBack(node, { raw, before: sealed['parameters'], tries });
      if (parameters) value = { ...value, parameters };
      else lost.push(node.name);
    }
  }
  return { index, value };
}

/** A node that n8n has never seen: under a type of its own, so that importing it again gives it back. */
function ownNode(node: GraphNode): Record<string, unknown> {
  const { id, name, type, typeVersion, position, parameters, settings } = node;
  if (type === 'placeholder') {
    const version = Number(parameters['originalVersion']);
    return settingsToN8n(
      {
        ...{ parameters: parameters['original'] ?? {}, id, name, position: positionToN8n(position) },
        type: textOf(parameters['originalType']),
        typeVersion: Number.isFinite(version) && version > 0 ? version : 1,
        ...(isPlainObject(parameters['credentials']) && Object.keys(parameters['credentials']).length > 0
          ? { credentials: parameters['credentials'] }
          : {}),
      },
      settings,
    );
  }
  return settingsToN8n(
    {
      parameters: { parameters },
      ...{ id, name, type: OWN_PREFIX + type, typeVersion, position: positionToN8n(position) },
    },
    settings,
  );
}

function leaveNote(note: GraphNote, taken: Set<number>): Leaving {
  const envelope = openEnvelope(note, taken);
  if (!envelope) {
    const value = {
      parameters: { content: note.text, ...noteSizeToN8n(note.size) },
      ...{ id: note.id, name: `Sticky Note ${note.id}`, type: 'n8n-nodes-base.stickyNote', typeVersion: 1 },
      position: positionToN8n(note.position),
    };
    return { index: Number.MAX_SAFE_INTEGER, value };
  }
  const { raw, index, sealed } = envelope;
  let value: Record<string, unknown> = raw;
  if (!samePoint(sealed['position'], note.position))
    value = { ...value, position: positionToN8n(note.position) };
  if (sealed['parameters'] !== fingerprint([note.text, note.size])) {
    const parameters = isPlainObject(raw['parameters']) ? raw['parameters'] : {};
    value = { ...value, parameters: { ...parameters, content: note.text, ...noteSizeToN8n(note.size) } };
  }
  return { index, value };
}

function samePoint(before: unknown, now: { x: number; y: number }): boolean {
  return own(before, 'x') === now.x && own(before, 'y') === now.y;
}

function settingsOf(
  graph: Graph,
  whole: Record<string, unknown>,
  rest: Record<string, unknown>,
): Record<string, unknown> {
  // Ids of other workflows are not n8n's: what it had stays.
  if (whole['settings'] === fingerprint({ ...graph.settings, errorWorkflow: null })) return {};
  const { order, timezone, timeoutMs, save } = graph.settings;
  const before = isPlainObject(rest['settings']) ? rest['settings'] : {};
  const settings: Record<string, unknown> = { ...before, executionOrder: order === 'levels' ? 'v0' : 'v1' };
  if (timezone !== 'UTC' || before['timezone'] !== undefined) settings['timezone'] = timezone;
  if (timeoutMs !== null) settings['executionTimeout'] = Math.ceil(timeoutMs / 1000);
  else delete settings['executionTimeout'];
  if (save !== 'all') {
    settings['saveDataSuccessExecution'] = 'none';
    settings['saveDataErrorExecution'] = save === 'none' ? 'none' : 'all';
  }
  return { settings };
}

function pinnedOf(
  graph: Graph,
  whole: Record<string, unknown>,
  rest: Record<string, unknown>,
): Record<string, unknown> {
  const names = renamed(graph);
  const before = isPlainObject(rest['pinData']) ? rest['pinData'] : undefined;
  if (whole['pinned'] === fingerprint(graph.pinned)) {
    if (!before || names.size === 0) return {};
    const entries = Object.entries(before).map(([name, items]) => [names.get(name) ?? name, items]);
    return { pinData: Object.fromEntries(entries) as unknown };
  }
  if (Object.keys(graph.pinned).length === 0 && !before) return {};
  const byId = new Map(graph.nodes.map((node) => [node.id, node.name]));
  const entries = Object.entries(graph.pinned).map(([id, items]) => [byId.get(id) ?? id, items]);
  return { pinData: Object.fromEntries(entries) as unknown };
}
