'use client';
import { useMemo } from 'react';
import { useTranslations } from 'next-intl';
import type { Viewport } from '@xyflow/react';
import type { GraphDiff } from '@/core/contracts/graph-diff';
import type { Graph } from '@/core/graph/graph';
import type { EditorParts } from '@/components/editor/create-editor';
import { marksOf, overlayGraph } from './change-marks';
import { VersionCanvas } from './version-canvas';

export interface Side {
  graph: Graph;
  name: string;
  /** Another text for another graph. */
  key: string;
}

interface CanvasesProps {
  parts: EditorParts;
  sides: readonly [Side, Side];
  diff: GraphDiff;
  viewport: Viewport;
  onViewportChange(viewport: Viewport): void;
}

function SideName({ text }: { text: string }) {
  return (
    <p className="pointer-events-none absolute top-2 left-2 z-10 rounded-md border border-border bg-surface-raised px-2 py-0.5 text-xs font-medium">
      {text}
    </p>
  );
}

/** Two graphs beside each other, moving as one. */
export function SideBySide({ sides, diff, ...shared }: CanvasesProps) {
  const t = useTranslations('versions');
  const marks = useMemo(() => marksOf(diff), [diff]);
  return (
    <div className="grid size-full grid-cols-2 divide-x divide-border">
      {(['before', 'after'] as const).map((side, index) => {
        const { graph, name, key } = sides[index === 0 ? 0 : 1];
        const label = t(side, { name });
        return (
          <div key={side} className="relative min-w-0">
            <SideName text={label} />
            <VersionCanvas
              key={key}
              {...{ graph, marks, label, ...shared }}
              testId={`versions.canvas.${side}`}
            />
          </div>
        );
      })}
    </div>
  );
}

/** Both graphs in one, with what was removed still in its place. */
export function Overlay({ sides, diff, ...shared }: CanvasesProps) {
  const t = useTranslations('versions');
  const [from, to] = sides;
  const graph = useMemo(() => overlayGraph(from.graph, to.graph, diff), [from.graph, to.graph, diff]);
  const marks = useMemo(() => marksOf(diff), [diff]);
  const label = t('both', { from: from.name, to: to.name });
  return <VersionCanvas {...{ graph, marks, label, ...shared }} testId="versions.canvas.overlay" />;
}
