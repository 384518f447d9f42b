'use client';
import { useMemo, useState } from 'react';
import { useQuery } from '@tanstack/react-query';
import { GitCompareArrows } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { GraphDiff, GraphRef } from '@/core/contracts/graph-diff';
import { countChanges } from '@/core/graph/diff';
import type { Graph } from '@/core/graph/graph';
import { useTRPC } from '@/components/api/trpc-provider';
import type { EditorParts } from '@/components/editor/create-editor';
import { QueryError } from '@/components/shell/query-error';
import { EmptyState } from '@/components/ui/empty-state';
import { Skeleton } from '@/components/ui/skeleton';
import { ToggleGroup, ToggleGroupItem } from '@/components/ui/toggle-group';
import { ChangeList } from './change-list';
import { NO_MARKS } from './change-marks';
import { Overlay, SideBySide, type Side } from './compare-canvases';
import type { Picked } from './graph-ref';
import { useSharedViewport } from './use-shared-viewport';
import { useVersionGraph } from './use-version-graph';
import { VersionCanvas } from './version-canvas';

type View = 'side-by-side' | 'overlay';

/** The name of a version or the draft. */
export function useRefName(): (ref: GraphRef) => string {
  const t = useTranslations('versions');
  return (ref) => (ref === 'draft' ? t('draft') : t('version', { number: ref }));
}

function Head({
  sides,
  count,
  view,
  onView,
}: {
  sides: readonly [Side, Side];
  count: number;
  view: View;
  onView(view: View): void;
}) {
  const t = useTranslations('versions');
  return (
    <header className="flex h-11 shrink-0 items-center gap-3 border-b border-border bg-surface px-4">
      <h2 className="text-[13px] font-semibold">{t('from', { from: sides[0].name, to: sides[1].name })}</h2>
      <span className="text-xs text-muted tabular-nums" data-testid="versions.count">
        {t('count', { count })}
      </span>
      <ToggleGroup
        type="single"
        value={view}
        aria-label={t('view')}
        className="ml-auto"
        onValueChange={(next) => {
          if (next === 'side-by-side' || next === 'overlay') onView(next);
        }}
      >
        <ToggleGroupItem value="side-by-side" data-testid="versions.view.side-by-side">
          {t('sideBySide')}
        </ToggleGroupItem>
        <ToggleGroupItem value="overlay" data-testid="versions.view.overlay">
          {t('overlay')}
        </ToggleGroupItem>
      </ToggleGroup>
    </header>
  );
}

interface ViewChoice {
  view: View;
  onView(view: View): void;
}

function Compared({
  parts,
  sides,
  diff,
  view,
  onView,
}: ViewChoice & { parts: EditorParts; sides: readonly [Side, Side]; diff: GraphDiff }) {
  const t = useTranslations('versions');
  const [from, to] = sides;
  const graphs = useMemo(() => [to.graph, from.graph], [from.graph, to.graph]);
  const shared = useSharedViewport(graphs, view === 'overlay' ? 1 : 2);
  const { frame, viewport, onViewportChange } = shared;
  const Canvases = view === 'overlay' ? Overlay : SideBySide;
  const count = countChanges(diff);
  return (
    <section
      data-testid="versions.compare"
      aria-label={t('compare')}
      className="flex min-h-0 flex-1 flex-col"
    >
      <Head
        sides={sides}
        count={count}
        view={view}
        onView={(next) => {
          onView(next);
          shared.fit();
        }}
      />
      <div ref={frame} className="min-h-0 flex-1">
        <Canvases {...{ parts, sides, diff, viewport, onViewportChange }} />
      </div>
      <div
        role="region"
        aria-label={t('changes.title')}
        tabIndex={0}
        className="h-[38%] min-h-40 shrink-0 overflow-y-auto border-t border-border bg-surface outline-none focus-visible:ring-2 focus-visible:ring-ring focus-visible:ring-inset"
      >
        {count === 0 ? (
          <p className="px-4 py-8 text-center text-[13px] text-muted">{t('changes.none')}</p>
        ) : (
          <ChangeList
            diff={diff}
            sides={{ from: from.graph, to: to.graph }}
            catalog={parts.catalog}
            onShowNode={shared.showNode}
          />
        )}
      </div>
    </section>
  );
}

function Pair({
  parts,
  from,
  to,
  ...choice
}: ViewChoice & { parts: EditorParts; from: GraphRef; to: GraphRef }) {
  const trpc = useTRPC();
  const nameOf = useRefName();
  const at = { tenant: parts.tenant, id: parts.workflowId };
  const older = useVersionGraph(at, from);
  const newer = useVersionGraph(at, to);
  const diff = useQuery(trpc.workflow.diff.queryOptions({ ...at, from, to }, { staleTime: 0 }));
  const error = older.error ?? newer.error ?? diff.error;
  if (error)
    return <QueryError error={error} onRetry={() => [older.retry(), newer.retry(), diff.refetch()]} />;
  if (!older.graph || !newer.graph || !diff.data) return <Skeleton className="m-4 flex-1" />;
  const sides = [
    { graph: older.graph, name: nameOf(from), key: older.key },
    { graph: newer.graph, name: nameOf(to), key: newer.key },
  ] as const;
  const key = `${older.key} ${newer.key}`;
  return <Compared key={key} parts={parts} sides={sides} diff={diff.data} {...choice} />;
}

function Alone({ parts, graph, label }: { parts: EditorParts; graph: Graph; label: string }) {
  const graphs = useMemo(() => [graph], [graph]);
  const { frame, viewport, onViewportChange } = useSharedViewport(graphs, 1);
  return (
    <div ref={frame} className="min-h-0 flex-1">
      <VersionCanvas
        {...{ parts, graph, label, viewport, onViewportChange }}
        marks={NO_MARKS}
        testId="versions.canvas.single"
      />
    </div>
  );
}

function Single({ parts, one }: { parts: EditorParts; one: GraphRef }) {
  const t = useTranslations('versions');
  const nameOf = useRefName();
  const { graph, key, error, retry } = useVersionGraph({ tenant: parts.tenant, id: parts.workflowId }, one);
  if (error) return <QueryError error={error} onRetry={retry} />;
  if (!graph) return <Skeleton className="m-4 flex-1" />;
  const label = t('alone', { name: nameOf(one) });
  return (
    <section className="flex min-h-0 flex-1 flex-col" aria-label={label}>
      <header className="flex h-11 shrink-0 items-center gap-3 border-b border-border bg-surface px-4">
        <h2 className="text-[13px] font-semibold">{nameOf(one)}</h2>
        <p className="text-xs text-muted">{t('changes.nothingPicked')}</p>
      </header>
      <Alone key={key} parts={parts} graph={graph} label={label} />
    </section>
  );
}

/** What is picked, drawn: two graphs and what changed between them, or one alone. */
export function Comparison({ parts, picked }: { parts: EditorParts; picked: Picked }) {
  const t = useTranslations('versions');
  // Kept while other versions are picked.
  const [view, setView] = useState<View>('side-by-side');
  const [from, to] = picked;
  if (from !== undefined && to !== undefined) return <Pair {...{ parts, from, to, view }} onView={setView} />;
  if (from !== undefined) return <Single parts={parts} one={from} />;
  return <EmptyState className="flex-1" icon={<GitCompareArrows />} title={t('pickHint')} />;
}
