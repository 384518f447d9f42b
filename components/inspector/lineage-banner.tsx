'use client';
import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { useTRPC } from '@/components/api/trpc-provider';
import { groupPlaces, type StepPlaces } from '@/components/data-view/item-places';
import type { PointedItem, Side } from '@/components/data-view/lineage';
import { useEditor, useRun } from '@/components/editor/editor-context';
import { iterationNumber } from '@/components/run-view/iteration-number';
import type { PortItems } from './node-data';

/** Steps that are named in each direction. */
const NAMED = 12;

export interface LineageBannerProps {
  held: PointedItem | null;
  side: Side;
  items: PortItems;
}

/** Says of the item that a person holds on to where it came from, over the whole run, and what became of it. */
export function LineageBanner({ held, side, items }: LineageBannerProps) {
  const runId = useRun((state) => (state.run ?? state.lastRun)?.id ?? null);
  if (held?.side !== side || !items.of || runId === null) return null;
  if (!items.ports[held.port]?.[held.index]) return null;
  return <Lineage runId={runId} step={items.of.step} item={held} />;
}

function Lineage({ runId, step, item }: { runId: string; step: string; item: PointedItem }) {
  const t = useTranslations('data.lineage');
  const trpc = useTRPC();
  const { tenant } = useEditor();
  const nameOf = useStepName();
  const lineage = useQuery(trpc.run.itemLineage.queryOptions({ tenant, id: runId, step, ...item }));
  if (lineage.isError) return null;
  const { upstream = [], downstream = [], undeterminedAt = [], truncated = false } = lineage.data ?? {};
  const lost = undeterminedAt.map(nameOf);
  return (
    <section
      aria-label={t('title', { number: item.index })}
      data-testid="lineage"
      aria-live="polite"
      className="flex max-h-40 shrink-0 flex-col gap-1 overflow-y-auto border-b border-border bg-accent-soft/50 px-3 py-2 text-xs"
    >
      <h4 className="sr-only">{t('title', { number: item.index })}</h4>
      {lineage.isPending ? (
        <p className="text-muted">{t('loading')}</p>
      ) : (
        <dl className="grid grid-cols-[auto_1fr] gap-x-3 gap-y-1">
          <Direction label={t('from')}>
            {upstream.length > 0 ? (
              <Places places={groupPlaces(upstream)} nameOf={nameOf} />
            ) : lost.length === 0 ? (
              t('begins')
            ) : null}
            {lost.length > 0 ? (
              <span className="text-warning" data-testid="lineage.undetermined">
                {t('undetermined', { names: lost.map((name) => `“${name}”`).join(', ') })}
              </span>
            ) : null}
          </Direction>
          <Direction label={t('became')}>
            {downstream.length > 0 ? (
              <Places places={groupPlaces(downstream)} nameOf={nameOf} />
            ) : (
              <span className="text-muted">{t('nothing')}</span>
            )}
          </Direction>
        </dl>
      )}
      {truncated ? <p className="text-muted">{t('truncated')}</p> : null}
    </section>
  );
}

function Direction({ label, children }: { label: string; children: ReactNode }) {
  return (
    <>
      <dt className="text-muted">{label}</dt>
      <dd className="flex min-w-0 flex-col gap-0.5">{children}</dd>
    </>
  );
}

/** A step on each line, the nearest first; its name leads to its node. */
function Places({ places, nameOf }: { places: readonly StepPlaces[]; nameOf(step: string): string }) {
  const t = useTranslations('data.lineage');
  const editor = useEditor();
  const steps = useRun((state) => (state.run ?? state.lastRun)?.steps);
  const open = (key: string) => {
    const step = steps?.find((one) => one.key === key);
    if (!step) return;
    editor.run.getState().selectStep(key);
    editor.interaction.getState().inspect(step.nodeId);
  };
  return (
    <>
      <ul>
        {places.slice(0, NAMED).map(({ step, port, indexes, count }) => (
          <li key={`${step} ${port}`}>
            <button
              type="button"
              className="min-h-6 text-left hover:text-accent hover:underline"
              onClick={() => open(step)}
            >
              {count === 1
                ? t('place', { number: indexes[0] ?? 0, name: nameOf(step) })
                : t('several', { name: nameOf(step), count, numbers: numbersOf(indexes, count) })}
            </button>
          </li>
        ))}
      </ul>
      {places.length > NAMED ? (
        <span className="text-muted">{t('more', { count: places.length - NAMED })}</span>
      ) : null}
    </>
  );
}

function numbersOf(indexes: readonly number[], count: number): string {
  return `${indexes.join(', ')}${count > indexes.length ? ' …' : ''}`;
}

/** What a step's node is called, with the iteration it stands in. */
function useStepName(): (key: string) => string {
  const steps = useRun((state) => (state.run ?? state.lastRun)?.steps);
  const t = useTranslations('run.step');
  return (key) => {
    const step = steps?.find((one) => one.key === key);
    if (!step) return key;
    return step.iteration === null
      ? step.nodeName
      : `${step.nodeName} (${t('iteration', { path: iterationNumber(step.iteration) })})`;
  };
}
