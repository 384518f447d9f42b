'use client';
import { useMemo, useState } from 'react';
import Link from 'next/link';
import { usePathname, useRouter, useSearchParams } from 'next/navigation';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { GitCommitVertical } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { WorkflowView } from '@/core/contracts/workflow-view';
import { createCatalog } from '@/core/node-kit/definition';
import { useTRPC } from '@/components/api/trpc-provider';
import type { EditorParts } from '@/components/editor/create-editor';
import { EditorSkeleton } from '@/components/editor/editor-skeleton';
import { QueryError } from '@/components/shell/query-error';
import type { NodeTypes } from '@/components/texts/node-texts';
import { useNodeTypes } from '@/components/texts/use-node-types';
import { useProblemTexts } from '@/components/texts/use-problem-texts';
import { Button } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import { WorkflowHead } from '@/components/workflows/workflow-head';
import { Comparison } from './comparison';
import { firstPick, inOrder, readGraphRef, togglePick, type Picked } from './graph-ref';
import { VersionChip } from './version-chip';
import { VersionList } from './version-list';

interface Chosen {
  picked: Picked;
  /** The address it was chosen at, and the one that follows from it a moment later. */
  at: string;
  query: string;
}

/** What is picked stands in the address, so that a comparison can be shared and gone back to. */
function usePicked(fallback: Picked): readonly [Picked, (next: Picked) => void] {
  const params = useSearchParams();
  const router = useRouter();
  const path = usePathname();
  const [chosen, setChosen] = useState<Chosen | null>(null);
  const at = params.toString();
  const pick = (next: Picked) => {
    const [from, to] = next;
    const address = new URLSearchParams({
      from: String(from ?? ''),
      ...(to === undefined ? {} : { to: String(to) }),
    });
    setChosen({ picked: next, at, query: address.toString() });
    router.replace(`${path}?${address.toString()}`, { scroll: false });
  };
  if (chosen && (at === chosen.query || at === chosen.at)) return [chosen.picked, pick];
  const named = ['from', 'to'].flatMap((key) => readGraphRef(params.get(key)) ?? []);
  return [params.has('from') ? inOrder([...new Set(named)]) : fallback, pick];
}

function NoVersions({ tenant, workflowId }: { tenant: string; workflowId: string }) {
  const t = useTranslations('versions.empty');
  return (
    <EmptyState
      className="flex-1"
      icon={<GitCommitVertical />}
      title={t('title')}
      description={t('text')}
      actions={
        <Button asChild variant="primary">
          <Link href={`/t/${tenant}/workflows/${workflowId}`}>{t('open')}</Link>
        </Button>
      }
    />
  );
}

function Body({ parts, workflow }: { parts: EditorParts; workflow: WorkflowView }) {
  const t = useTranslations('versions.empty');
  const trpc = useTRPC();
  const { tenant } = parts;
  const list = useInfiniteQuery(
    trpc.workflow.listVersions.infiniteQueryOptions(
      { tenant, id: workflow.id, limit: 50 },
      { getNextPageParam: (page) => page.nextCursor ?? undefined },
    ),
  );
  const versions = list.data?.pages.flatMap((page) => page.items) ?? [];
  const [picked, pick] = usePicked(
    firstPick({ ...workflow, versions: versions.map(({ number }) => number) }),
  );
  if (list.isError) return <QueryError error={list.error} onRetry={() => void list.refetch()} />;
  if (list.isPending) return <EditorSkeleton />;
  if (versions.length === 0) return <NoVersions tenant={tenant} workflowId={workflow.id} />;
  const isAlone = versions.length === 1 && !workflow.draftChanged;
  return (
    <div className="flex min-h-0 flex-1">
      <VersionList
        {...{ versions, workflow, tenant, picked }}
        onToggle={(ref) => pick(togglePick(picked, ref))}
        onMore={list.hasNextPage ? () => void list.fetchNextPage() : undefined}
      />
      <div className="flex min-w-0 flex-1 flex-col">
        {isAlone ? (
          <p className="border-b border-border bg-surface-sunken px-4 py-2 text-xs text-muted">
            <span className="font-medium text-foreground">{t('one')}</span> · {t('oneText')}
          </p>
        ) : null}
        <Comparison parts={parts} picked={isAlone ? picked.slice(0, 1) : picked} />
      </div>
    </div>
  );
}

function OpenVersions({
  tenant,
  workflow,
  types,
}: {
  tenant: string;
  workflow: WorkflowView;
  types: NodeTypes;
}) {
  const texts = useProblemTexts();
  const { id: workflowId, permissions } = workflow;
  const parts = useMemo(
    (): EditorParts => ({
      ...{
        tenant,
        workflowId,
        permissions,
        texts,
        icons: types.icons,
        catalog: createCatalog(types.definitions),
      },
      ...{ storage: null, randomId: () => '' },
    }),
    [tenant, workflowId, permissions, texts, types],
  );
  return (
    <div className="flex h-full min-h-0 flex-col" data-testid="versions.page">
      <WorkflowHead name={workflow.name} tenant={tenant} workflowId={workflowId} current="versions">
        <VersionChip tenant={tenant} workflow={workflow} catalog={parts.catalog} />
      </WorkflowHead>
      <Body parts={parts} workflow={workflow} />
    </div>
  );
}

/** History of a workflow: what was published, by whom and why; any two compared, any one restored. */
export function VersionsView({ tenant, workflowId }: { tenant: string; workflowId: string }) {
  const trpc = useTRPC();
  const workflow = useQuery(trpc.workflow.get.queryOptions({ tenant, id: workflowId }));
  const types = useNodeTypes(tenant);
  if (workflow.data && types.data) {
    return <OpenVersions tenant={tenant} workflow={workflow.data} types={types.data} />;
  }
  const error = workflow.error ?? types.error;
  if (!error) return <EditorSkeleton />;
  return <QueryError error={error} onRetry={() => void Promise.all([workflow.refetch(), types.refetch()])} />;
}
