'use client';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import type { HomeView } from '@/core/contracts/home-view';
import { useLiveEvents } from '@/components/api/live-provider';
import { useTRPC } from '@/components/api/trpc-provider';
import { isFinalRun } from '@/components/run-view/run-overlay';
import { PageFrame } from '@/components/shell/page-frame';
import { QueryError } from '@/components/shell/query-error';
import { useTenant } from '@/components/shell/tenant-context';
import { Skeleton } from '@/components/ui/skeleton';
import { ImportButton, ImportWorkflows, useImportState } from '@/components/exchange/import-workflows';
import { NewWorkflowButton } from '@/components/workflows/new-workflow-button';
import { Attention } from './attention';
import { FirstSteps } from './first-steps';
import { RecentRuns } from './recent-runs';
import { RecentWorkflows } from './recent-workflows';
import { TemplateGallery } from './template-gallery';

/** New runs are looked for this often; those that go on tell of themselves. */
const LOOK_MS = 10_000;

function useHome() {
  const trpc = useTRPC();
  const tenant = useTenant();
  const queries = useQueryClient();
  const home = useQuery(trpc.home.get.queryOptions({ tenant: tenant.slug }, { refetchInterval: LOOK_MS }));
  const live = (home.data?.runs ?? []).filter((run) => !isFinalRun(run.status));
  useLiveEvents(
    live.map((run) => `run:${run.id}`),
    (event) => {
      if (event.kind !== 'workflow-changed') {
        void queries.invalidateQueries({ queryKey: trpc.home.get.pathKey() });
      }
    },
  );
  return home;
}

function Dashboard({ home }: { home: HomeView }) {
  return (
    <div className="grid grid-cols-1 items-start gap-6 lg:grid-cols-[minmax(0,1fr)_20rem]">
      <div className="flex min-w-0 flex-col gap-6">
        <Attention attention={home.attention} />
        <RecentRuns runs={home.runs} />
      </div>
      <RecentWorkflows workflows={home.workflows} />
    </div>
  );
}

function DashboardSkeleton() {
  return (
    <div className="grid grid-cols-1 gap-6 lg:grid-cols-[minmax(0,1fr)_20rem]">
      <div className="flex flex-col gap-6">
        <Skeleton className="h-20 w-full" />
        <Skeleton className="h-64 w-full" />
      </div>
      <Skeleton className="h-64 w-full" />
    </div>
  );
}

/** Templates stand first until something has run: that is what a newcomer came for. */
function HomeContent({ home }: { home: HomeView }) {
  const isNew = home.workflows.length === 0 && home.runs.length === 0;
  return (
    <div className="flex flex-col gap-8">
      <FirstSteps home={home} />
      {home.steps.hasRun ? (
        <>
          <Dashboard home={home} />
          <TemplateGallery />
        </>
      ) : (
        <>
          <TemplateGallery />
          {isNew ? null : <Dashboard home={home} />}
        </>
      )}
    </div>
  );
}

/** What needs a person, what ran last, what was changed last, and templates to begin with. */
export function HomePage() {
  const t = useTranslations('home');
  const home = useHome();
  const importing = useImportState();
  return (
    <PageFrame
      title={t('title')}
      actions={
        <>
          <ImportButton state={importing} />
          <ImportWorkflows state={importing} listens />
          <NewWorkflowButton />
        </>
      }
    >
      {home.data ? (
        <HomeContent home={home.data} />
      ) : home.isError ? (
        <QueryError error={home.error} onRetry={() => void home.refetch()} />
      ) : (
        <DashboardSkeleton />
      )}
    </PageFrame>
  );
}
