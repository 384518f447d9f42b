/**
 * The steps of a run as rows of a timeline: iterations of a loop stand under their loop and can be folded away; bars
 * share one line of time, so what ran at once is seen at once. Pure: `nowMs` is handed in for what still runs.
 */
import type { RunStepView } from '@/core/contracts/run-view';
import type { StepStatus } from '@/core/engine/types';
import { nodeRunState } from './run-overlay';

export interface Span {
  /** Milliseconds since the epoch; null for what never began. */
  from: number | null;
  to: number | null;
}

export interface StepRow extends Span {
  kind: 'step';
  key: string;
  /** 0 = top level. */
  depth: number;
  step: RunStepView;
  isFirstOfNode: boolean;
}

export interface GroupRow extends Span {
  kind: 'group';
  key: string;
  depth: number;
  /** `loop`: all iterations of a loop; `iteration`: one of them. */
  what: 'loop' | 'iteration';
  /** The loop's node. */
  nodeId: string;
  /** Number of the iteration, or how many there are. */
  count: number;
  status: StepStatus;
  isOpen: boolean;
}

export type TimelineRow = StepRow | GroupRow;

export interface TimelineInput {
  steps: readonly RunStepView[];
  nowMs: number;
  /** Groups that were opened or closed by hand: those that are not as they are by default. */
  toggled: ReadonlySet<string>;
}

interface StepEntry extends Span {
  kind: 'step';
  step: RunStepView;
}
interface GroupEntry {
  kind: 'group';
  what: GroupRow['what'];
  nodeId: string;
  number: number;
  from: number | null;
  to: number | null;
  steps: RunStepView[];
  children: Level;
}
type Level = Map<string, StepEntry | GroupEntry>;

/** With more iterations than this a loop is folded at first. */
const OPEN_ITERATIONS = 12;
/** Of a loop, or of a cycle by the node it is entered by: that has a sign after its id. */
const ITERATION = /^(.+?)~?:(\d+)$/;
const UNFINISHED: readonly StepStatus[] = ['running', 'queued', 'waiting', 'paused', 'in-doubt'];

/** From when to when a step ran; what was taken from an earlier run has no time in this one. */
export function stepSpan(step: RunStepView, nowMs: number): Span {
  if (step.startedAt === null || step.reused) return { from: null, to: null };
  const from = Date.parse(step.startedAt);
  if (step.durationMs !== null) return { from, to: from + step.durationMs };
  return { from, to: UNFINISHED.includes(step.status) ? Math.max(from, nowMs) : from };
}

/** The rows that are to be seen, in the order in which things began: what is reused first, what never began last. */
export function timelineRows({ steps, nowMs, toggled }: TimelineInput): TimelineRow[] {
  const rows: TimelineRow[] = [];
  flatten(rows, buildTree(steps, nowMs), { depth: 0, toggled, seen: new Set() });
  return rows;
}

function buildTree(steps: readonly RunStepView[], nowMs: number): Level {
  const root: Level = new Map();
  for (const step of steps) {
    const span = stepSpan(step, nowMs);
    let level = root;
    let path = '';
    for (const segment of step.iteration?.split('/') ?? []) {
      const [, nodeId, number] = ITERATION.exec(segment) ?? [];
      // Other segments tell deliveries apart and are no place of their own.
      if (nodeId === undefined) continue;
      const loop = groupAt(level, `${path}/${nodeId}`, { what: 'loop', nodeId, number: 0 });
      path = `${path}/${segment}`;
      const one = groupAt(loop.children, path, { what: 'iteration', nodeId, number: Number(number) });
      for (const group of [loop, one]) widen(group, step, span);
      level = one.children;
    }
    level.set(step.key, { kind: 'step', step, ...span });
  }
  return root;
}

function groupAt(
  level: Level,
  key: string,
  head: Pick<GroupEntry, 'what' | 'nodeId' | 'number'>,
): GroupEntry {
  const known = level.get(key);
  if (known?.kind === 'group') return known;
  const made: GroupEntry = { kind: 'group', ...head, from: null, to: null, steps: [], children: new Map() };
  level.set(key, made);
  return made;
}

function widen(group: GroupEntry, step: RunStepView, { from, to }: Span): void {
  group.steps.push(step);
  if (from !== null) group.from = Math.min(group.from ?? from, from);
  if (to !== null) group.to = Math.max(group.to ?? to, to);
}

function beginOf(entry: StepEntry | GroupEntry): number {
  const isReused = entry.kind === 'step' ? entry.step.reused : entry.steps.every((step) => step.reused);
  return isReused ? -Infinity : (entry.from ?? Infinity);
}

interface Flattening {
  depth: number;
  toggled: ReadonlySet<string>;
  /** Nodes that have a row already. */
  seen: Set<string>;
}

function flatten(rows: TimelineRow[], level: Level, at: Flattening): void {
  const entries = [...level].sort(([, a], [, b]) => beginOf(a) - beginOf(b) || 0);
  const { depth, toggled, seen } = at;
  for (const [key, entry] of entries) {
    const { from, to } = entry;
    if (entry.kind === 'step') {
      const { step } = entry;
      rows.push({ kind: 'step', key, depth, from, to, step, isFirstOfNode: !seen.has(step.nodeId) });
      seen.add(step.nodeId);
      continue;
    }
    const { what, nodeId, children } = entry;
    const opensAtFirst = what === 'loop' ? children.size <= OPEN_ITERATIONS : false;
    const isOpen = opensAtFirst !== toggled.has(key);
    const { status } = nodeRunState(entry.steps);
    const count = what === 'loop' ? children.size : entry.number;
    rows.push({ kind: 'group', key, depth, from, to, what, nodeId, count, status, isOpen });
    if (isOpen) flatten(rows, children, { ...at, depth: depth + 1 });
  }
}

export interface TimeScale {
  from: number;
  /** Never 0. */
  lengthMs: number;
}

/** The time that all steps together take. */
export function timeScale(steps: readonly RunStepView[], nowMs: number): TimeScale {
  let from = Infinity;
  let to = -Infinity;
  for (const step of steps) {
    const span = stepSpan(step, nowMs);
    if (span.from !== null) from = Math.min(from, span.from);
    if (span.to !== null) to = Math.max(to, span.to);
  }
  return from === Infinity ? { from: nowMs, lengthMs: 1 } : { from, lengthMs: Math.max(1, to - from) };
}

/** Where a span lies on the scale, in shares of its length. */
export function placeOn(scale: TimeScale, { from, to }: Span): { offset: number; length: number } {
  if (from === null) return { offset: 0, length: 0 };
  return { offset: (from - scale.from) / scale.lengthMs, length: ((to ?? from) - from) / scale.lengthMs };
}

/** Round times for the marks of the axis, in milliseconds from the start; at most `most` of them. */
export function axisTicks(lengthMs: number, most = 6): number[] {
  const rough = lengthMs / most;
  const power = 10 ** Math.floor(Math.log10(Math.max(1, rough)));
  const step = ([1, 2, 5].find((factor) => factor * power >= rough) ?? 10) * power;
  return Array.from({ length: Math.floor(lengthMs / step) + 1 }, (_, index) => index * step);
}

/** The most steps that ran at the same moment. */
export function mostAtOnce(steps: readonly RunStepView[], nowMs: number): number {
  const edges = steps.flatMap((step): [number, number][] => {
    const { from, to } = stepSpan(step, nowMs);
    return from === null || to === null || to <= from
      ? []
      : [
          [from, 1],
          [to, -1],
        ];
  });
  // What ends at a moment makes room for what begins then.
  edges.sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  let open = 0;
  let most = 0;
  for (const [, change] of edges) {
    open += change;
    most = Math.max(most, open);
  }
  return most;
}
