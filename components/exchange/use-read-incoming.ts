'use client';
import { useQuery } from '@tanstack/react-query';
import { useTRPCClient } from '@/components/api/trpc-provider';
import { useTenant } from '@/components/shell/tenant-context';
import { useProblemTexts } from '@/components/texts/use-problem-texts';
import type { ImportedView } from '@/core/contracts/import-n8n';
import type { Graph } from '@/core/contracts/portable-workflow';
import { looksLikeWorkflow, parseClipboard } from '@/core/draft/clipboard';
import type { Incoming } from './incoming';

/** A workflow that was read, or a file that holds none. */
export type ReadFile =
  | { file: string; workflow: Graph; imported: ImportedView | null; fault?: undefined }
  | { file: string; fault: string; workflow?: undefined };

/** Reads what came in: Heddle's own files here, n8n's by the server. Nothing is saved. */
export function useReadIncoming(incoming: readonly Incoming[]) {
  const client = useTRPCClient();
  const tenant = useTenant();
  const texts = useProblemTexts();
  const read = async ({ name, text }: Incoming): Promise<ReadFile[]> => {
    if (looksLikeWorkflow(text)) {
      const parsed = parseClipboard(text);
      if (parsed.graph) return [{ file: name, workflow: parsed.graph, imported: null }];
      const [first] = parsed.problems;
      return [{ file: name, fault: first ? texts.problem(first).message : '' }];
    }
    try {
      const { others, ...first } = await client.exchange.importN8n.mutate({
        tenant: tenant.slug,
        file: text,
      });
      return [first, ...others].map((imported) => ({ file: name, workflow: imported.workflow, imported }));
    } catch (error) {
      return [{ file: name, fault: error instanceof Error ? error.message : String(error) }];
    }
  };
  return useQuery({
    queryKey: ['exchange.read', tenant.slug, incoming],
    enabled: incoming.length > 0,
    retry: false,
    gcTime: 0,
    staleTime: Infinity,
    queryFn: async () => {
      const found: ReadFile[] = [];
      // One after another: a folder may hold hundreds.
      for (const one of incoming) found.push(...(await read(one)));
      return found;
    },
  });
}
