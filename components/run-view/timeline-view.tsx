'use client';
import { useEffect, useId, useMemo, useRef, useState, type KeyboardEvent } from 'react';
import { useTranslations } from 'next-intl';
import type { RunView } from '@/core/contracts/run-view';
import { useDocument, useEditor, useInteraction, useRun } from '@/components/editor/editor-context';
import { useElementWidth } from '@/components/editor/use-element-width';
import { isFinalRun } from './run-overlay';
import { formatDuration } from './timeline';
import { ROW_GRID, ROW_HEIGHT, TIME_LINE, TimelineRowView } from './timeline-row';
import {
  axisTicks,
  mostAtOnce,
  timelineRows,
  timeScale,
  type TimelineRow,
  type TimeScale,
} from './timeline-rows';
import { useRowWindow } from './use-row-window';

const TICK_MS = 250;
/** Marks closer than this would run into one another, in pixels. */
const TICK_WIDTH = 80;

/** The time, ticking while something runs. */
function useNow(isTicking: boolean): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    if (!isTicking) return undefined;
    const timer = window.setInterval(() => setNow(Date.now()), TICK_MS);
    return () => window.clearInterval(timer);
  }, [isTicking]);
  return now;
}

function Axis({ run, scale, now }: { run: RunView; scale: TimeScale; now: number }) {
  const t = useTranslations('run.timeline');
  const line = useRef<HTMLSpanElement>(null);
  const width = useElementWidth(line, 480);
  const atOnce = useMemo(() => mostAtOnce(run.steps, now), [run.steps, now]);
  return (
    <div className={`${ROW_GRID} h-7 shrink-0 items-center border-b border-border text-[11px] text-muted`}>
      <span className="truncate @lg:col-span-2">
        {t('summary', { count: run.steps.length })}
        {atOnce > 1 ? ` · ${t('atOnce', { count: atOnce })}` : ''}
      </span>
      <span aria-hidden className="relative h-full">
        <span ref={line} className={TIME_LINE}>
          {axisTicks(scale.lengthMs, Math.max(1, Math.floor(width / TICK_WIDTH))).map((tick) => (
            <span
              key={tick}
              className="absolute top-0 flex h-full items-center border-l border-border pl-1 whitespace-nowrap tabular-nums"
              style={{ left: `${(tick / scale.lengthMs) * 100}%` }}
            >
              {formatDuration(tick)}
            </span>
          ))}
        </span>
      </span>
    </div>
  );
}

/** Which groups are folded, which row the keys are at, and what picking a row does. */
function useTimeline(run: RunView, now: number) {
  const editor = useEditor();
  const [toggled, setToggled] = useState<ReadonlySet<string>>(new Set());
  const [activeKey, setActive] = useState<string | null>(null);
  const rows = useMemo(
    () => timelineRows({ steps: run.steps, nowMs: now, toggled }),
    [run.steps, now, toggled],
  );
  const toggle = (key: string) =>
    setToggled((before) => {
      const next = new Set(before);
      if (!next.delete(key)) next.add(key);
      return next;
    });
  const pick = (row: TimelineRow) => {
    setActive(row.key);
    if (row.kind === 'group') {
      toggle(row.key);
      return;
    }
    editor.run.getState().selectStep(row.step.key);
    editor.interaction.getState().select({ nodes: [row.step.nodeId] });
    editor.interaction.getState().inspect(row.step.nodeId);
  };
  const active = Math.max(
    0,
    rows.findIndex((row) => row.key === activeKey),
  );
  return { rows, active, setActive, toggle, pick };
}

/** The row that a key leads to, or what it does to the row it is at. */
function useTimelineKeys(
  timeline: ReturnType<typeof useTimeline>,
  reveal: (index: number) => void,
): (event: KeyboardEvent) => void {
  const { rows, active, setActive, toggle, pick } = timeline;
  const moveTo = (index: number) => {
    const row = rows[Math.min(rows.length - 1, Math.max(0, index))];
    if (!row) return;
    setActive(row.key);
    reveal(rows.indexOf(row));
  };
  return (event) => {
    const row = rows[active];
    if (!row) return;
    const foldsBy = (open: boolean) => row.kind === 'group' && row.isOpen !== open;
    const actions: Readonly<Record<string, () => void>> = {
      ArrowDown: () => moveTo(active + 1),
      ArrowUp: () => moveTo(active - 1),
      PageDown: () => moveTo(active + 10),
      PageUp: () => moveTo(active - 10),
      Home: () => moveTo(0),
      End: () => moveTo(rows.length - 1),
      ArrowRight: () => (foldsBy(true) ? toggle(row.key) : moveTo(active + 1)),
      ArrowLeft: () =>
        foldsBy(false)
          ? toggle(row.key)
          : moveTo(rows.findLastIndex((r, i) => i < active && r.depth < row.depth)),
      Enter: () => pick(row),
      ' ': () => pick(row),
    };
    const act = actions[event.key];
    if (!act || event.metaKey || event.ctrlKey || event.altKey) return;
    event.preventDefault();
    event.stopPropagation();
    act();
  };
}

/** The steps of a run on a common line of time. A click shows the step. */
export function TimelineView({ run }: { run: RunView }) {
  const t = useTranslations('run.timeline');
  const now = useNow(!isFinalRun(run.status));
  const idBase = useId();
  const timeline = useTimeline(run, now);
  const { rows, active, pick } = timeline;
  const { frame, start, end, reveal } = useRowWindow({ count: rows.length, rowHeight: ROW_HEIGHT });
  const onKeyDown = useTimelineKeys(timeline, reveal);
  const scale = useMemo(() => timeScale(run.steps, now), [run.steps, now]);
  const nodes = useDocument((state) => state.graph.nodes);
  const names = useMemo(() => new Map(nodes.map((node) => [node.id, node.name])), [nodes]);
  const inspected = useInteraction((state) => state.inspected);
  const selectedStep = useRun((state) => state.selectedStep);
  const isSelected = (row: TimelineRow) =>
    row.kind === 'step' &&
    row.step.nodeId === inspected &&
    (selectedStep === null ? row.isFirstOfNode : row.step.key === selectedStep);
  if (rows.length === 0) return <p className="p-4 text-[13px] text-muted">{t('none')}</p>;
  return (
    <div className="@container flex min-h-0 flex-1 flex-col">
      <Axis run={run} scale={scale} now={now} />
      <div
        ref={frame}
        role="tree"
        tabIndex={0}
        aria-label={t('label')}
        aria-activedescendant={`${idBase}${active}`}
        data-testid="run.timeline"
        className="group/tree min-h-0 flex-1 overflow-y-auto outline-none focus-visible:ring-2 focus-visible:ring-ring/40 focus-visible:ring-inset"
        onKeyDown={onKeyDown}
      >
        <div role="presentation" className="relative" style={{ height: rows.length * ROW_HEIGHT }}>
          {rows.slice(start, end).map((row, at) => {
            const index = start + at;
            return (
              <TimelineRowView
                key={row.key}
                row={row}
                scale={scale}
                id={`${idBase}${index}`}
                place={{ index, count: rows.length }}
                isActive={index === active}
                isSelected={isSelected(row)}
                nodeName={(nodeId) => names.get(nodeId) ?? nodeId}
                onPick={() => pick(row)}
              />
            );
          })}
        </div>
      </div>
    </div>
  );
}
