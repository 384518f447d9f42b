'use client';
import { useState } from 'react';
import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import type { RunView } from '@/core/contracts/run-view';
import type { Graph } from '@/core/graph/graph';
import { createCatalog, type NodeDefinition } from '@/core/node-kit/definition';
import { useTRPC } from '@/components/api/trpc-provider';
import { QueryError } from '@/components/shell/query-error';
import { useTenant } from '@/components/shell/tenant-context';
import { useNodeTypes } from '@/components/texts/use-node-types';
import { useProblemTexts } from '@/components/texts/use-problem-texts';
import { createViewer } from '@/components/editor/create-editor';
import { EditorProvider, useRun } from '@/components/editor/editor-context';
import { EditorSkeleton } from '@/components/editor/editor-skeleton';
import { ResizeHandle } from '@/components/editor/resize-handle';
import { RunCanvas } from './run-canvas';
import { RunHead } from './run-head';
import { RunNotes } from './run-notes';
import { RunSections } from './run-sections';
import { useRunFeed } from './use-run-feed';

const TIMELINE = { min: 120, initial: 260, max: 700 } as const;

function RunBody() {
  const t = useTranslations('editor');
  useRunFeed({ followsWorkflow: false });
  const run = useRun((state) => state.run);
  const [height, setHeight] = useState<number>(TIMELINE.initial);
  if (!run) return null;
  return (
    <div className="flex h-full min-h-0 flex-col">
      <RunHead run={run} />
      <RunCanvas>
        <section
          aria-label={t('run.panel')}
          className="relative flex shrink-0 flex-col border-t border-border bg-surface"
          style={{ height }}
        >
          <ResizeHandle
            side="top"
            label={t('run.resize')}
            value={height}
            min={TIMELINE.min}
            max={TIMELINE.max}
            onResize={setHeight}
          />
          <RunNotes run={run} />
          <RunSections run={run} />
        </section>
      </RunCanvas>
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
  const texts = useProblemTexts();
  const [editor] = useState(() => {
    const { workflowId } = run;
    const catalog = createCatalog(types.definitions);
    const parts = {
      tenant,
      workflowId,
      catalog,
      icons: types.icons,
      permissions,
      texts,
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
  const types = useNodeTypes(tenant);
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
