/**
 * The original beside what was made of it. It is text, so that keys, order and odd values come back exactly; beside it
 * stands what the import made, so that exporting knows what a person changed since.
 */
import type { GraphEdge, Imported } from '@/core/contracts/portable-workflow';
import { canonicalJson } from '@/core/graph/serialise';
import { isPlainObject } from '@/core/items/plain-json';

export interface NodeEnvelope {
  /** The entry of the list of nodes, whole. */
  node: Record<string, unknown>;
  /** Its place there. */
  index: number;
  /** Id that the import gave. Another id on the node means that it is a copy. */
  as: string;
  name: string;
  position: { x: number; y: number };
  /** Fingerprints of what the import made. */
  parameters: string;
  settings: string;
  /** Our ports by n8n's index. */
  inputs: readonly string[];
  outputs: readonly string[];
}

export interface WorkflowEnvelope {
  /** Everything but the nodes. */
  rest: Record<string, unknown>;
  /** False where the file had no list of nodes. */
  hasNodes: boolean;
  /** What its nodes were called. */
  names: string[];
  /** Entries of the list that are no nodes, with their places. */
  strays: { index: number; value: unknown }[];
  wrap: { key: string; rest: Record<string, unknown> }[];
  name: string;
  settings: string;
  edges: string;
  pinned: string;
}

/** Puts an envelope on something. */
export function seal(envelope: NodeEnvelope | WorkflowEnvelope | { noteOf: string; text: string }): Imported {
  return { from: 'n8n', source: JSON.stringify(envelope) };
}

/** What is in an envelope, or undefined where it is none of ours. The parts are checked one by one by who reads them. */
export function unseal(imported: Imported | undefined): Record<string, unknown> | undefined {
  if (imported?.from !== 'n8n') return undefined;
  try {
    const value: unknown = JSON.parse(imported.source);
    return isPlainObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** A short text that is equal for equal JSON; 53 bits, for noticing changes and nothing more. */
export function fingerprint(value: unknown): string {
  const text = canonicalJson(value);
  let high = 0xdeadbeef;
  let low = 0x41c6ce57;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    high = Math.imul(high ^ code, 2_654_435_761);
    low = Math.imul(low ^ code, 1_597_334_677);
  }
  high = Math.imul(high ^ (high >>> 16), 2_246_822_507) ^ Math.imul(low ^ (low >>> 13), 3_266_489_909);
  low = Math.imul(low ^ (low >>> 16), 2_246_822_507) ^ Math.imul(high ^ (high >>> 13), 3_266_489_909);
  return (4_294_967_296 * (2_097_151 & low) + (high >>> 0)).toString(36);
}

/** The connections of a graph, whatever order they stand in. */
export function edgesFingerprint(edges: readonly GraphEdge[]): string {
  return fingerprint(edges.map(edgeKey).sort());
}

/** What an edge connects. */
export function edgeKey({ source, sourcePort, target, targetPort }: GraphEdge): string {
  return JSON.stringify([source, sourcePort, target, targetPort]);
}
