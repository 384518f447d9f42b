'use client';
import { useEffect, useState } from 'react';
import type { Permission } from '@/core/access/roles';
import type { NodeDefinition } from '@/core/node-kit/definition';
import { createCatalog } from '@/core/node-kit/definition';
import { browserStorage, openDraftSocket, randomId } from './browser-parts';
import { createDraftEditor, type DraftEditor } from './create-editor';
import { connectDraft } from './draft-connection';

export interface DraftEditorInput {
  tenant: string;
  workflowId: string;
  types: { definitions: readonly NodeDefinition[]; icons: Readonly<Record<string, string>> } | undefined;
  permissions: readonly Permission[] | undefined;
  onRefused(refusal: { code: string; message: string }): void;
}

function schedule(fn: () => void, ms: number): () => void {
  const timer = window.setTimeout(fn, ms);
  return () => window.clearTimeout(timer);
}

/** Opens the draft while the page is shown; null until node types and permissions are known. */
export function useDraftEditor(input: DraftEditorInput): DraftEditor | null {
  const { tenant, workflowId, types, permissions, onRefused } = input;
  const [opened, setOpened] = useState<DraftEditor | null>(null);
  const permissionKey = permissions?.join(' ');
  const isReady = types !== undefined && permissions !== undefined;

  // A session is a connection to the outside: it lives as long as the page shows this workflow.
  useEffect(() => {
    if (!types || permissionKey === undefined) return undefined;
    const made = createDraftEditor(
      {
        tenant,
        workflowId,
        catalog: createCatalog(types.definitions),
        icons: types.icons,
        permissions: permissionKey.split(' ') as Permission[], // joined from permissions just above
        storage: browserStorage(),
        randomId,
      },
      {
        connect: (handlers) =>
          connectDraft({ ...handlers, open: () => openDraftSocket(tenant, workflowId), schedule }),
        onRefused,
      },
    );
    const retry = () => made.session.retryNow();
    const warn = (event: BeforeUnloadEvent) => {
      if (made.session.hasUnsaved()) event.preventDefault();
    };
    window.addEventListener('online', retry);
    window.addEventListener('beforeunload', warn);
    setOpened(made);
    return () => {
      window.removeEventListener('online', retry);
      window.removeEventListener('beforeunload', warn);
      setOpened(null);
      made.close();
    };
    // Definitions are fetched once for each page; their list is the same object until then.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [tenant, workflowId, isReady, permissionKey, onRefused]);
  return opened;
}
