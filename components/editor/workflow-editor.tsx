'use client';
import { useCallback, useEffect } from 'react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { ReactFlowProvider } from '@xyflow/react';
import { useTranslations } from 'next-intl';
import { toast } from '@/components/ui/toast';
import type { WorkflowView } from '@/core/contracts/workflow-view';
import { useTRPC } from '@/components/api/trpc-provider';
import { Canvas } from '@/components/canvas/canvas';
import { ImportIntoCanvas } from '@/components/exchange/import-into-canvas';
import { Inspector } from '@/components/inspector/inspector';
import { Palette } from '@/components/palette/palette';
import { RunPanel } from '@/components/run-view/run-panel';
import { useRunFeed } from '@/components/run-view/use-run-feed';
import { QueryError } from '@/components/shell/query-error';
import { useNodeTypes } from '@/components/texts/use-node-types';
import { useProblemTexts } from '@/components/texts/use-problem-texts';
import { CommandsProvider } from './command-context';
import { EditorProvider, useDocument, useEditor } from './editor-context';
import { EditorSkeleton } from './editor-skeleton';
import { TopBar } from './top-bar';
import { useCommandContext } from './use-command-context';
import { useDraftEditor, type EditorInput } from './use-draft-editor';
import { useEditorShortcuts } from './use-editor-shortcuts';
import { useNamedView } from './use-named-view';
import { useOfferCommands } from './use-offer-commands';
import { useValidation } from './use-validation';
import { WorkflowSettings } from './workflow-settings';

const REFRESH_MS = 600;

/** "Changed since published" follows the draft: asked for again after each pause in saving. */
function useFreshVersionState() {
  const editor = useEditor();
  const trpc = useTRPC();
  const queries = useQueryClient();
  const { tenant, workflowId } = editor;
  useEffect(() => {
    let timer = 0;
    const stop = editor.document.subscribe((state, before) => {
      if (state.saveState !== 'saved' || before.saveState === 'saved') return;
      window.clearTimeout(timer);
      timer = window.setTimeout(() => {
        void queries.invalidateQueries({ queryKey: trpc.workflow.get.queryKey({ tenant, id: workflowId }) });
        void queries.invalidateQueries({ queryKey: trpc.workflow.diff.pathKey() });
      }, REFRESH_MS);
    });
    return () => {
      window.clearTimeout(timer);
      stop();
    };
  }, [editor, queries, trpc, tenant, workflowId]);
}

/** Says when the server took an edit back. */
function useRefusalNotice() {
  const t = useTranslations('editor');
  const refusal = useDocument((state) => state.refusal);
  useEffect(() => {
    if (refusal) toast.error(t('save.refused'), { description: refusal.message });
  }, [refusal, t]);
}

function EditorFrame({ workflow }: { workflow: WorkflowView }) {
  const editor = useEditor();
  const context = useCommandContext();
  const refusePaste = useCallback((message: string) => void toast.error(message), []);
  useEditorShortcuts(context, refusePaste);
  useOfferCommands(context, workflow);
  useValidation(editor);
  useRunFeed({ followsWorkflow: true });
  useFreshVersionState();
  useRefusalNotice();
  useNamedView();
  return (
    <CommandsProvider context={context}>
      <div className="flex h-full min-h-0 flex-col">
        <TopBar workflow={workflow} context={context} />
        <div className="flex min-h-0 flex-1">
          <div className="flex min-w-0 flex-1 flex-col">
            <div className="@container relative min-h-0 flex-1">
              <Canvas />
              <Palette />
              <ImportIntoCanvas />
            </div>
            <RunPanel />
          </div>
          <Inspector />
        </div>
        <WorkflowSettings />
      </div>
    </CommandsProvider>
  );
}

function OpenWorkflow({ workflow, ...input }: EditorInput & { workflow: WorkflowView }) {
  const editor = useDraftEditor(input);
  return (
    <EditorProvider editor={editor}>
      <ReactFlowProvider>
        <EditorFrame workflow={workflow} />
      </ReactFlowProvider>
    </EditorProvider>
  );
}

/** The editor of one workflow: loads what it needs, opens the draft and stays in step with it. */
export function WorkflowEditor({ tenant, workflowId }: { tenant: string; workflowId: string }) {
  const trpc = useTRPC();
  const workflow = useQuery(trpc.workflow.get.queryOptions({ tenant, id: workflowId }));
  const types = useNodeTypes(tenant);
  const texts = useProblemTexts();
  if (workflow.data && types.data) {
    const { permissions } = workflow.data;
    return (
      <OpenWorkflow
        key={permissions.join(' ')}
        tenant={tenant}
        workflowId={workflowId}
        types={types.data}
        permissions={permissions}
        texts={texts}
        workflow={workflow.data}
      />
    );
  }
  const error = workflow.error ?? types.error;
  if (!error) return <EditorSkeleton />;
  return <QueryError error={error} onRetry={() => void Promise.all([workflow.refetch(), types.refetch()])} />;
}
