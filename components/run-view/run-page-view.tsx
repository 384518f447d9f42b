'use client';
import { useState } from 'react';
import Link from 'next/link';
import { useQuery } from '@tanstack/react-query';
import { CircleStop, Pencil } from 'lucide-react';
import { useFormatter, useTranslations } from 'next-intl';
import type { RunView } from '@/core/contracts/run-view';
import type { Graph } from '@/core/graph/graph';
import { createCatalog, type NodeDefinition } from '@/core/node-kit/definition';
import { useTRPC } from '@/components/api/trpc-provider';
import { QueryError } from '@/components/shell/query-error';
import { useTenant } from '@/components/shell/tenant-context';
import { Button } from '@/components/ui/button';
import { createViewer } from '@/components/editor/create-editor';
import { EditorProvider, useEditor, useRun } from '@/components/editor/editor-context';
import { EditorSkeleton } from '@/components/editor/editor-skeleton';
import { RunCanvas } from './run-canvas';
import { useRunActions } from './run-actions';
import { isFinalRun } from './run-overlay';
import { RunErrorNote, RunFacts } from './run-panel';
import { StepList } from './step-list';
import { useRunFeed } from './use-run-feed';

function RunHead({ run }: { run: RunView }) {
  const t = useTranslations('editor');
  const format = useFormatter();
  const { tenant, permissions } = useEditor();
  const { cancel, isBusy } = useRunActions();
  return (
    <header className="flex h-13 shrink-0 items-center gap-2.5 border-b border-border bg-surface px-4">
      <h1 className="truncate text-sm font-semibold">{run.workflowName}</h1>
      <RunFacts run={run} />
      <span className="text-xs text-muted">
        {format.dateTime(new Date(run.createdAt), { dateStyle: 'medium', timeStyle: 'medium' })}
      </span>
      <div className="ml-auto flex items-center gap-2">
        {!isFinalRun(run.status) && permissions.includes('run:cancel') ? (
          <Button data-testid="run.cancel" disabled={isBusy} onClick={cancel}>
            <CircleStop /> {t('run.cancel')}
          </Button>
        ) : null}
        <Button asChild>
          <Link href={`/t/${tenant}/workflows/${run.workflowId}`}>
            <Pencil /> {t('run.openWorkflow')}
          </Link>
        </Button>
      </div>
    </header>
  );
}

function RunBody() {
  useRunFeed({ followsWorkflow: false });
  const run = useRun((state) => state.run);
  if (!run) return null;
  return (
    <div className="flex h-full flex-col">
      <RunHead run={run} />
      <RunCanvas />
      <section className="max-h-[38vh] min-h-40 shrink-0 overflow-y-auto border-t border-border bg-surface">
        <RunErrorNote run={run} />
        <StepList run={run} />
      </section>
    </div>
  );
}

interface OpenRunProps {
  tenant: string;
  run: RunView;
  graph: Graph;
  types: { definitions: readonly NodeDefinition[]; icons: Readonly<Record<string, string>> };
}

function OpenRun({ tenant, run, graph, types }: OpenRunProps) {
  const { permissions } = useTenant();
  const [editor] = useState(() => {
    const { workflowId } = run;
    const catalog = createCatalog(types.definitions);
    const parts = {
      tenant,
      workflowId,
      catalog,
      icons: types.icons,
      permissions,
      storage: null,
      randomId: () => '',
    };
    const made = createViewer(parts, graph, run);
    made.panels.getState().setPaletteOpen(false);
    return made;
  });
  return (
    <EditorProvider editor={editor}>
      <RunBody />
    </EditorProvider>
  );
}

/** A run on the graph it ran on: what each step got, gave and took. */
export function RunPageView({ tenant, runId }: { tenant: string; runId: string }) {
  const trpc = useTRPC();
  const run = useQuery(trpc.run.get.queryOptions({ tenant, id: runId }));
  const graph = useQuery(trpc.run.getGraph.queryOptions({ tenant, id: runId }, { staleTime: Infinity }));
  const types = useQuery(trpc.nodeType.list.queryOptions({ tenant }, { staleTime: Infinity }));
  if (run.data && graph.data && types.data) {
    return <OpenRun tenant={tenant} run={run.data} graph={graph.data} types={types.data} />;
  }
  const error = run.error ?? graph.error ?? types.error;
  if (!error) return <EditorSkeleton />;
  return (
    <QueryError
      error={error}
      onRetry={() => void Promise.all([run.refetch(), graph.refetch(), types.refetch()])}
    />
  );
}
