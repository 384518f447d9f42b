'use client';
import { skipToken, useQuery } from '@tanstack/react-query';
import type { GraphRef } from '@/core/contracts/graph-diff';
import { parsePortableText } from '@/core/graph/parse-graph';
import type { Graph } from '@/core/graph/graph';
import { useTRPC } from '@/components/api/trpc-provider';

interface VersionGraph {
  graph: Graph | undefined;
  /** Another text for another graph. */
  key: string;
  error: unknown;
  retry(): void;
}

/** The graph of a version, or of the draft as it is now; nothing for nothing. */
export function useVersionGraph(at: { tenant: string; id: string }, ref: GraphRef | undefined): VersionGraph {
  const trpc = useTRPC();
  const version = useQuery(
    trpc.workflow.getVersion.queryOptions(typeof ref === 'number' ? { ...at, version: ref } : skipToken, {
      staleTime: Infinity,
    }),
  );
  const draft = useQuery(
    trpc.workflow.export.queryOptions(ref === 'draft' ? at : skipToken, {
      select: ({ text }) => parsePortableText(text).graph,
      staleTime: 0,
    }),
  );
  const query = ref === 'draft' ? draft : version;
  const graph = ref === undefined ? undefined : ref === 'draft' ? draft.data : version.data?.graph;
  return {
    graph,
    key: graph ? keyOf(graph) : '',
    error: ref === undefined ? null : query.error,
    retry: () => void query.refetch(),
  };
}

const keys = new WeakMap<Graph, string>();
let made = 0;

/** A text for the identity of a graph: data that was read again and is the same keeps it. */
function keyOf(graph: Graph): string {
  const known = keys.get(graph);
  if (known !== undefined) return known;
  made += 1;
  const key = `graph-${made}`;
  keys.set(graph, key);
  return key;
}
