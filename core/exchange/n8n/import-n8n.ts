/**
 * n8n's exported JSON as graphs, with a report. Import never throws: what cannot be read is a problem, what is not
 * understood becomes a placeholder, and everything that has no place here is kept so that exporting gives it back.
 */
import type { Graph, GraphNote } from '@/core/contracts/portable-workflow';
import type { Catalog } from '@/core/node-kit/definition';
import { isPlainObject } from '@/core/items/plain-json';
import { parsePortableWorkflow } from '@/core/graph/parse-graph';
import { readConnections } from './connections';
import { credentialKey } from './credentials';
import { drawEdges, type Drawn } from './draw-edges';
import { edgesFingerprint, fingerprint, seal } from './envelope';
import { makeNode, type MadeNode } from './make-node';
import { makeNotes, noteBeside } from './make-notes';
import { createNames } from './names';
import { readPinned } from './pinned';
import { findUsedPorts } from './placeholder';
import {
  remarkText,
  type NeededCredential,
  type NodeReport,
  type Remark,
  type WorkflowReport,
} from './report';
import { readN8n, readNode, type N8nProblem, type SourceNode, type SourceWorkflow } from './source';
import { translateWorkflowSettings, workflowName } from './workflow-settings';

export interface ImportedWorkflow {
  workflow: Graph;
  /** One entry for each entry of the list of nodes, in its order. */
  report: NodeReport[];
  whole: WorkflowReport;
  credentials: NeededCredential[];
}

export type N8nImport =
  | { ok: true; workflows: ImportedWorkflow[]; problem?: undefined }
  | { ok: false; problem: N8nProblem; workflows?: undefined };

const STICKY = 'n8n-nodes-base.stickyNote';
const MAX_NODES = 5000;

/** Imports text or a value read from JSON; a file may hold several workflows. */
export function importN8n(input: unknown, catalog: Catalog): N8nImport {
  const read = readN8n(input);
  if (!read.ok) return read;
  if (read.workflows.some(({ nodes }) => (nodes?.length ?? 0) > MAX_NODES)) {
    const message = `The workflow has more than ${MAX_NODES} nodes. Split it before you import it.`;
    return { ok: false, problem: { code: 'import.too-big', message } };
  }
  const workflows: ImportedWorkflow[] = [];
  for (const source of read.workflows) {
    const whole = importOne(source, catalog, false);
    // Whatever a translation may have missed: the same workflow as placeholders holds together.
    const imported = isWhole(whole) ? whole : importOne(source, catalog, true);
    if (!isWhole(imported)) {
      const message =
        'The workflow is too big to be kept here with all it holds. Remove pinned data, and try again.';
      return { ok: false, problem: { code: 'import.too-big', message } };
    }
    workflows.push(imported);
  }
  return { ok: true, workflows };
}

function isWhole({ workflow }: ImportedWorkflow): boolean {
  return parsePortableWorkflow(workflow).graph !== undefined;
}

function importOne(source: SourceWorkflow, catalog: Catalog, bare: boolean): ImportedWorkflow {
  const entries = source.nodes ?? [];
  const read = entries.map(readNode);
  const connections = readConnections(source.rest['connections']);
  const used = findUsedPorts(connections);
  const names = createNames();
  const made: MadeNode[] = [];
  const notes: GraphNote[] = [];
  const report: NodeReport[] = [];
  const strays: { index: number; value: unknown }[] = [];
  const stickies = makeNotes(names);
  read.forEach((node, index) => {
    if (!node) {
      strays.push({ index, value: entries[index] });
      report.push(strayReport(entries[index]));
    } else if (node.type === STICKY) {
      const { note, remarks } = stickies(node);
      notes.push(note);
      report.push(
        reportOf(node, { nodeId: note.id, becomes: 'note', result: 'same', name: node.name, remarks }),
      );
    } else {
      const one = makeNode(node, { catalog, names, used: used(node.name), bare });
      made.push(one);
      const beside = noteBeside(one, names);
      if (beside) notes.push(beside);
    }
  });
  const wholeRemarks: Remark[] = [];
  const tell = (remark: Remark) => wholeRemarks.push(remark);
  const drawn = drawEdges(connections, made, tell);
  const nodes = made.map((one) => one.node);
  const pinned = readPinned(source.rest['pinData'], made, tell);
  const settings = translateWorkflowSettings(source.rest['settings'], tell);
  if (holdsAnything(source.rest['staticData'])) tell({ code: 'workflow.static-data', values: {} });
  const name = workflowName(source.rest['name'], tell);
  const workflow: Graph = {
    format: 'heddle.workflow/1',
    name,
    nodes,
    edges: drawn.edges,
    notes,
    groups: [],
    settings,
    pinned,
    imported: seal({
      rest: source.rest,
      hasNodes: source.nodes !== undefined,
      names: made.map((one) => one.source.name),
      strays,
      wrap: [...source.wrap],
      name,
      settings: fingerprint(settings),
      edges: edgesFingerprint(drawn.edges),
      pinned: fingerprint(pinned),
    }),
  };
  return {
    workflow,
    report: inOrder(report, made, drawn),
    whole: { notes: wholeRemarks.map(remarkText), remarks: wholeRemarks },
    credentials: neededCredentials(made),
  };
}

/** What a workflow kept from run to run stands in its file as an object, or as its JSON. */
function holdsAnything(staticData: unknown): boolean {
  if (typeof staticData === 'string') return !['', '{}', 'null'].includes(staticData.trim());
  return isPlainObject(staticData) && Object.keys(staticData).length > 0;
}

/** Reports of nodes among those of notes and strays, in the order of the file. */
function inOrder(others: readonly NodeReport[], made: readonly MadeNode[], drawn: Drawn): NodeReport[] {
  const byIndex = new Map(made.map((one) => [one.source.index, one]));
  const rest = [...others];
  return Array.from({ length: others.length + made.length }).flatMap((_, index): NodeReport[] => {
    const one = byIndex.get(index);
    if (!one) return rest.splice(0, 1);
    const remarks = [...one.remarks, ...(drawn.remarks.get(one.node.id) ?? [])];
    const isMissing = one.node.type === 'placeholder';
    const result = isMissing ? 'missing' : remarks.length > 0 ? 'adapted' : 'same';
    const { id: nodeId, type: becomes, name } = one.node;
    return [reportOf(one.source, { nodeId, becomes, result, name, remarks })];
  });
}

function reportOf(
  source: SourceNode,
  what: Pick<NodeReport, 'nodeId' | 'becomes' | 'result' | 'remarks'> & { name: string },
): NodeReport {
  const { nodeId, becomes, result, remarks, name } = what;
  const { type, version } = source;
  const notes = remarks.map(remarkText);
  return { nodeName: name, nodeId, type, typeVersion: version, becomes, result, notes, remarks };
}

function strayReport(value: unknown): NodeReport {
  const remarks: Remark[] = [{ code: 'node.unreadable', values: {} }];
  const type = Array.isArray(value) ? 'list' : value === null ? 'null' : typeof value;
  const notes = remarks.map(remarkText);
  return {
    nodeName: '',
    nodeId: null,
    type,
    typeVersion: 1,
    becomes: null,
    result: 'missing',
    notes,
    remarks,
  };
}

function neededCredentials(made: readonly MadeNode[]): NeededCredential[] {
  const found = new Map<string, NeededCredential>();
  for (const { node, credentials, slots } of made) {
    for (const { type, name } of credentials) {
      const key = credentialKey({ type, name });
      const known = found.get(key) ?? { type, name, key: null, kinds: [], nodes: [] };
      const kinds = slots.get(key);
      if (kinds) {
        known.kinds = known.key === null ? [...kinds] : known.kinds.filter((kind) => kinds.includes(kind));
        known.key = key;
      }
      known.nodes.push(node.name);
      found.set(key, known);
    }
  }
  return [...found.values()];
}
