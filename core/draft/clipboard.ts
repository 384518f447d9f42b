/** Copy and paste as portable files: across tabs and instances, and into a chat or an issue. */
import type { Graph } from '@/core/contracts/portable-workflow';
import { parsePortableText } from '@/core/graph/parse-graph';
import type { ParsedGraph } from '@/core/graph/parse-graph';
import { serialiseGraph } from '@/core/graph/serialise';
import type { GraphFragment } from './edit';

export interface Selection {
  nodeIds: readonly string[];
  noteIds?: readonly string[];
}

/** The selected part of a graph: nodes, edges between them, notes, whole groups, pinned data. */
export function copyFragment(graph: Graph, selection: Selection): GraphFragment {
  const ids = new Set(selection.nodeIds);
  const noteIds = new Set(selection.noteIds ?? []);
  return {
    nodes: graph.nodes.filter((node) => ids.has(node.id)),
    edges: graph.edges.filter((edge) => ids.has(edge.source) && ids.has(edge.target)),
    notes: graph.notes.filter((note) => noteIds.has(note.id)),
    groups: graph.groups.filter((group) => group.nodes.length > 0 && group.nodes.every((id) => ids.has(id))),
    pinned: Object.fromEntries(Object.entries(graph.pinned).filter(([id]) => ids.has(id))),
  };
}

/** The selection as a portable file. */
export function copySelection(graph: Graph, selection: Selection): Graph {
  return {
    format: graph.format,
    name: graph.name,
    ...copyFragment(graph, selection),
    settings: graph.settings,
  };
}

/** The text that goes on the clipboard. */
export function clipboardText(graph: Graph, selection: Selection): string {
  return serialiseGraph(copySelection(graph, selection));
}

/** What is on the clipboard, or why it cannot be pasted. A file in a fenced code block is found, too. */
export function parseClipboard(text: string): ParsedGraph {
  const fenced = /^\s*```(?:json)?\s*\n([\s\S]*?)\n```\s*$/.exec(text);
  return parsePortableText(fenced?.[1] ?? text);
}

/** True when the text looks like a portable file, so that pasting plain text elsewhere is left alone. */
export function looksLikeWorkflow(text: string): boolean {
  return text.slice(0, 10_000).includes('"heddle.workflow/1"');
}
