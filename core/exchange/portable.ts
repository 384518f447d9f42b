/**
 * Heddle's own files in and out. A file out has every default spelled out and its keys in a fixed order; a file in is
 * taken whole or refused whole.
 */
import type { Graph } from '@/core/contracts/portable-workflow';
import { parsePortableText, parsePortableWorkflow } from '@/core/graph/parse-graph';
import type { ParsedGraph } from '@/core/graph/parse-graph';
import { serialiseGraph } from '@/core/graph/serialise';

/** The text of a graph's file. */
export function toPortable(graph: Graph): string {
  return serialiseGraph(graph);
}

/** A file, as text or as the value already read from JSON. */
export function fromPortable(file: unknown): ParsedGraph {
  return typeof file === 'string' ? parsePortableText(file) : parsePortableWorkflow(file);
}
