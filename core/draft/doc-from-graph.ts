/** A fresh document that projects to exactly this graph. */
import * as Y from 'yjs';
import type { Graph } from '@/core/contracts/portable-workflow';
import { rootsOf } from './layout';
import { writeEdge, writeGroup, writeNode, writeNote, writePinned, writeWorkflow } from './write-entries';

/** The document of a graph. Order in the file is kept. */
export function docFromGraph(graph: Graph): Y.Doc {
  const doc = new Y.Doc();
  const roots = rootsOf(doc);
  doc.transact(() => {
    writeWorkflow(roots, graph);
    graph.nodes.forEach((node, order) => writeNode(roots, node, order));
    graph.edges.forEach((edge, order) => writeEdge(roots, edge, order));
    graph.notes.forEach((note, order) => writeNote(roots, note, order));
    graph.groups.forEach((group, order) => writeGroup(roots, group, order));
    for (const [nodeId, items] of Object.entries(graph.pinned)) writePinned(roots, nodeId, items);
  });
  return doc;
}

/** The document as bytes, for the database and for the first frame of a socket. */
export function encodeDraft(doc: Y.Doc): Uint8Array {
  return Y.encodeStateAsUpdate(doc);
}
