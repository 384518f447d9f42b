'use client';
import { useEffect, useState } from 'react';
import type { Permission } from '@/core/access/roles';
import { createCatalog, type NodeDefinition } from '@/core/node-kit/definition';
import type { ProblemTexts } from '@/components/texts/problem-text';
import { browserStorage, openDraftSocket, randomId } from './browser-parts';
import { createDraftEditor } from './create-editor';
import { connectDraft } from './draft-connection';
import type { Editor } from './editor-context';

export interface EditorInput {
  tenant: string;
  workflowId: string;
  types: { definitions: readonly NodeDefinition[]; icons: Readonly<Record<string, string>> };
  permissions: readonly Permission[];
  texts: ProblemTexts;
}

function schedule(fn: () => void, ms: number): () => void {
  const timer = window.setTimeout(fn, ms);
  return () => window.clearTimeout(timer);
}

function createOpener({ tenant, workflowId, types, permissions, texts }: EditorInput) {
  return createDraftEditor(
    {
      tenant,
      workflowId,
      catalog: createCatalog(types.definitions),
      icons: types.icons,
      permissions,
      texts,
      storage: browserStorage(),
      randomId,
    },
    (handlers) => connectDraft({ ...handlers, open: () => openDraftSocket(tenant, workflowId), schedule }),
  );
}

/** The editor of a draft, connected while the component is shown. What it is made of is read once. */
export function useDraftEditor(input: EditorInput): Editor {
  const [opener] = useState(() => createOpener(input));
  // A session is a connection to the outside: it lives as long as the page shows this workflow.
  useEffect(() => {
    const close = opener.open();
    const retry = () => opener.retryNow();
    const warn = (event: BeforeUnloadEvent) => {
      if (opener.hasUnsaved()) event.preventDefault();
    };
    window.addEventListener('online', retry);
    window.addEventListener('beforeunload', warn);
    return () => {
      window.removeEventListener('online', retry);
      window.removeEventListener('beforeunload', warn);
      close();
    };
  }, [opener]);
  return opener.editor;
}
