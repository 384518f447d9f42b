'use client';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Copy, Download, Ellipsis, Trash2 } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { toast } from '@/components/ui/toast';
import { useTRPC } from '@/components/api/trpc-provider';
import { fileName, saveFile } from './save-file';
import { useTenant } from '@/components/shell/tenant-context';
import { Button } from '@/components/ui/button';
import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuTrigger,
} from '@/components/ui/dropdown-menu';

/** What can be done with a workflow from the list. */
export function WorkflowActions({ workflow }: { workflow: { id: string; name: string } }) {
  const t = useTranslations('workflows');
  const trpc = useTRPC();
  const tenant = useTenant();
  const queries = useQueryClient();
  const [isDeleting, setDeleting] = useState(false);
  const changed = () => queries.invalidateQueries(trpc.workflow.list.pathFilter());
  const duplicate = useMutation(
    trpc.workflow.duplicate.mutationOptions({
      onSuccess: () => {
        toast.success(t('duplicated', { name: workflow.name }));
        return changed();
      },
      onError: (error) => toast.error(error.message),
    }),
  );
  const remove = useMutation(
    trpc.workflow.delete.mutationOptions({
      onSuccess: () => {
        toast.success(t('deleted', { name: workflow.name }));
        return changed();
      },
      onError: (error) => toast.error(error.message),
    }),
  );
  const input = { tenant: tenant.slug, id: workflow.id };
  const mayWrite = tenant.may('workflow:write');

  async function download(): Promise<void> {
    try {
      const { text } = await queries.fetchQuery(trpc.workflow.export.queryOptions(input, { staleTime: 0 }));
      saveFile(`${fileName(workflow.name)}.json`, text);
    } catch (error) {
      toast.error(error instanceof Error ? error.message : String(error));
    }
  }

  async function downloadForN8n(): Promise<void> {
    try {
      const options = trpc.exchange.exportN8n.queryOptions(input, { staleTime: 0 });
      const { file, lost } = await queries.fetchQuery(options);
      saveFile(`${fileName(workflow.name)}.n8n.json`, `${JSON.stringify(file, null, 2)}\n`);
      if (lost.length > 0) toast.info(t('exportedWithout', { names: lost.join(', ') }));
    } catch (error) {
      toast.error(error instanceof Error ? error.message : String(error));
    }
  }

  return (
    <>
      <DropdownMenu>
        <DropdownMenuTrigger asChild>
          <Button
            variant="ghost"
            size="icon"
            aria-label={t('actions', { name: workflow.name })}
            className="relative z-10"
          >
            <Ellipsis />
          </Button>
        </DropdownMenuTrigger>
        <DropdownMenuContent align="end">
          {mayWrite ? (
            <DropdownMenuItem onSelect={() => duplicate.mutate(input)}>
              <Copy />
              {t('duplicate')}
            </DropdownMenuItem>
          ) : null}
          <DropdownMenuItem onSelect={() => void download()}>
            <Download />
            {t('export')}
          </DropdownMenuItem>
          <DropdownMenuItem onSelect={() => void downloadForN8n()}>
            <Download />
            {t('exportN8n')}
          </DropdownMenuItem>
          {tenant.may('workflow:delete') ? (
            <DropdownMenuItem onSelect={() => setDeleting(true)}>
              <Trash2 />
              {t('delete')}
            </DropdownMenuItem>
          ) : null}
        </DropdownMenuContent>
      </DropdownMenu>
      <ConfirmDialog
        isOpen={isDeleting}
        onOpenChange={setDeleting}
        title={t('deleteTitle', { name: workflow.name })}
        text={t('deleteText')}
        confirm={t('delete')}
        onConfirm={() => remove.mutate(input)}
      />
    </>
  );
}
