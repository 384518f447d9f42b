'use client';
import { useQuery } from '@tanstack/react-query';
import { useTRPCClient } from '@/components/api/trpc-provider';
import { useTenant } from '@/components/shell/tenant-context';
import { useProblemTexts } from '@/components/texts/use-problem-texts';
import type { ImportedView } from '@/core/contracts/import-n8n';
import type { Graph } from '@/core/contracts/portable-workflow';
import { tenantFileSchema } from '@/core/contracts/tenant-file';
import { unfenced } from '@/core/exchange/n8n/read-text';
import type { Incoming } from './incoming';

/** A workflow that was read, or a file that holds none. */
export type ReadFile =
  | { file: string; id: string | null; workflow: Graph; imported: ImportedView | null; fault?: undefined }
  | { file: string; fault: string; workflow?: undefined };

/** A workflow that was read. */
export type GoodFile = Extract<ReadFile, { workflow: object }>;

const OWN = /heddle\.workflow\/1/;
const WHOLE_TENANT = /heddle\.tenant\/1/;
/** The format stands at the beginning of a file. */
const BEGINNING = 400;

/** Reads what came in: Heddle's own files here, n8n's by the server. Nothing is saved. */
export function useReadIncoming(incoming: readonly Incoming[]) {
  const client = useTRPCClient();
  const tenant = useTenant();
  const texts = useProblemTexts();

  async function readOwn({ name, text }: Incoming): Promise<ReadFile> {
    // YAML is read by few pages.
    const { fromText } = await import('@/core/exchange/yaml');
    const parsed = fromText(unfenced(text));
    if (parsed.graph) return { file: name, id: null, workflow: parsed.graph, imported: null };
    const [first] = parsed.problems;
    return { file: name, fault: first ? texts.problem(first).message : '' };
  }

  async function readN8n({ name, text }: Incoming): Promise<ReadFile[]> {
    try {
      const { others, ...first } = await client.exchange.importN8n.mutate({
        tenant: tenant.slug,
        file: text,
      });
      return [first, ...others].map((imported) => {
        return { file: name, id: null, workflow: imported.workflow, imported };
      });
    } catch (error) {
      return [{ file: name, fault: error instanceof Error ? error.message : String(error) }];
    }
  }

  async function read(one: Incoming): Promise<ReadFile[]> {
    const beginning = one.text.slice(0, BEGINNING);
    if (WHOLE_TENANT.test(beginning)) return readTenant(one);
    return OWN.test(beginning) ? [await readOwn(one)] : readN8n(one);
  }

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

function readTenant({ name, text }: Incoming): ReadFile[] {
  try {
    const { workflows } = tenantFileSchema.parse(JSON.parse(text));
    return workflows.map(({ id, file }) => ({ file: name, id, workflow: file, imported: null }));
  } catch (error) {
    return [{ file: name, fault: error instanceof Error ? error.message.slice(0, 300) : '' }];
  }
}
