'use client';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Upload } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { useTRPC } from '@/components/api/trpc-provider';
import { useTenant } from '@/components/shell/tenant-context';
import { Button } from '@/components/ui/button';
import { toast } from '@/components/ui/toast';
import { ImportDialog, type Accepted } from './import-dialog';
import type { Incoming } from './incoming';
import { useIncomingEvents } from './use-incoming-events';

export interface ImportState {
  /** What came in; empty while the person is asked for it; null while nobody imports. */
  incoming: readonly Incoming[] | null;
  setIncoming(incoming: readonly Incoming[] | null): void;
}

/** An import that nobody has begun. It belongs to the page, so that it outlives what the page shows meanwhile. */
export function useImportState(): ImportState {
  const [incoming, setIncoming] = useState<readonly Incoming[] | null>(null);
  return { incoming, setIncoming };
}

/** Opens the dialog. */
export function ImportButton({ state }: { state: ImportState }) {
  const t = useTranslations('import');
  const tenant = useTenant();
  if (!tenant.may('workflow:write')) return null;
  return (
    <Button onClick={() => state.setIncoming([])} data-testid="workflows.import">
      <Upload />
      {t('open')}
    </Button>
  );
}

/** Makes workflows of files that are chosen, dropped on the page or pasted; what comes of them is shown before. */
export function ImportWorkflows({ state, listens = false }: { state: ImportState; listens?: boolean }) {
  const t = useTranslations('import');
  const trpc = useTRPC();
  const tenant = useTenant();
  const router = useRouter();
  const queries = useQueryClient();
  const { incoming, setIncoming } = state;
  const create = useMutation(trpc.exchange.importWorkflows.mutationOptions());
  const mayWrite = tenant.may('workflow:write');
  useIncomingEvents(setIncoming, { enabled: mayWrite && listens, takesOwn: true, pastedName: t('pasted') });
  if (!mayWrite) return null;

  async function accept({ files, nodeId, credentials }: Accepted): Promise<void> {
    const made = await create
      .mutateAsync({
        tenant: tenant.slug,
        workflows: files.map(({ id, workflow }) => ({ id, file: workflow })),
        credentials,
      })
      .catch((error: unknown) => {
        toast.error(t('failed'), { description: error instanceof Error ? error.message : undefined });
      });
    const ids = (made?.workflows ?? []).map(({ id }) => id);
    const [id] = ids;
    if (id === undefined) return;
    setIncoming(null);
    toast.success(t('imported', { count: ids.length }));
    if (ids.length === 1) {
      const query = nodeId === null ? '' : `?node=${encodeURIComponent(nodeId)}`;
      router.push(tenant.href(`/workflows/${id}${query}`));
    } else await queries.invalidateQueries(trpc.workflow.list.pathFilter());
  }

  return incoming ? (
    <ImportDialog
      incoming={incoming}
      onIncoming={setIncoming}
      onClose={() => setIncoming(null)}
      onAccept={accept}
    />
  ) : null;
}
