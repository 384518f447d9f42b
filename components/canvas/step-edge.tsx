'use client';
import { memo } from 'react';
import { BaseEdge, EdgeLabelRenderer, getBezierPath, getSmoothStepPath, type EdgeProps } from '@xyflow/react';
import { Plus, Trash2 } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { cn } from '@/components/ui/cn';
import { usePortItems } from '@/components/run-view/use-node-run';
import { useDocument, useEditor, useInteraction } from '@/components/editor/editor-context';
import { openPalette } from '@/components/palette/open-palette';
import { EdgeLimit } from './edge-limit';
import { useHoveredEdge } from './use-hovered-edge';
import type { CanvasEdge } from './to-flow';

const BUTTON =
  'flex size-6 items-center justify-center rounded-md border border-border-strong bg-surface-raised text-muted hover:text-accent-foreground';

function EdgeButtons({ edgeId }: { edgeId: string }) {
  const t = useTranslations('editor');
  const editor = useEditor();
  return (
    <>
      <button
        type="button"
        data-testid={`canvas.insert.${edgeId}`}
        aria-label={t('edge.insert')}
        className={cn(BUTTON, 'hover:border-accent hover:bg-accent')}
        onClick={() => openPalette(editor, { kind: 'between', edgeId })}
      >
        <Plus className="size-3.5" />
      </button>
      <button
        type="button"
        aria-label={t('edge.remove')}
        className={cn(BUTTON, 'hover:border-danger hover:bg-danger')}
        onClick={() => editor.apply({ kind: 'disconnect', edgeIds: [edgeId] })}
      >
        <Trash2 className="size-3.5" />
      </button>
    </>
  );
}

/** Where a row of nodes has ended, in pixels below its ports. */
const BELOW_NODES = 90;

/** An edge that leads back within a row of nodes goes round below them, where its limit can be read. */
function below({ sourceY, targetY }: { sourceY: number; targetY: number }): { centerY?: number } {
  if (Math.abs(sourceY - targetY) > 2 * BELOW_NODES) return {};
  return { centerY: Math.max(sourceY, targetY) + BELOW_NODES };
}

/** An edge: how many items passed in the shown run, and under the pointer ways to insert and remove. */
export const StepEdge = memo(function StepEdge(props: EdgeProps<CanvasEdge>) {
  const t = useTranslations('editor');
  const { id, source, data, selected } = props;
  const readOnly = useDocument((state) => state.readOnly);
  const isDropTarget = useInteraction((state) => state.dropEdge === id);
  const { isHovered, hoverProps } = useHoveredEdge();
  const count = usePortItems(source, data?.sourcePort ?? 'main');
  const [path, labelX, labelY] = data?.back
    ? getSmoothStepPath({ ...props, ...(data.leadsBack ? below(props) : {}), borderRadius: 16, offset: 36 })
    : getBezierPath(props);
  const isAlone = useInteraction(
    ({ selection }) => selected === true && selection.edges.length === 1 && selection.nodes.length === 0,
  );
  const showsButtons = !readOnly && (isHovered || isAlone);
  const passed = count !== null && count > 0;
  const leadsBack = data?.leadsBack ?? false;
  return (
    <g
      data-testid={`canvas.edge.${id}`}
      data-items={count ?? undefined}
      data-drop={isDropTarget || undefined}
      {...hoverProps}
    >
      <BaseEdge
        path={path}
        interactionWidth={24}
        className={cn(
          // From far away a thin line would be nothing.
          '!stroke-[1.75px] transition-[stroke] duration-100 in-data-far:!stroke-[5px]',
          passed ? '!stroke-status-succeeded' : '!stroke-border-strong',
          count === 0 && '[stroke-dasharray:4_4]',
          (isHovered || selected) && '!stroke-accent',
          isDropTarget && '!stroke-accent !stroke-[4px]',
        )}
      />
      {showsButtons || passed || leadsBack ? (
        <EdgeLabelRenderer>
          <div
            className="nodrag nopan pointer-events-auto absolute flex items-center gap-1"
            style={{
              transform: `translate(-50%, -50%) translate(${labelX}px, ${labelY}px)`,
              zIndex: showsButtons ? 10 : 0,
            }}
            {...hoverProps}
          >
            {leadsBack ? <EdgeLimit edgeId={id} limit={data?.limit ?? null} /> : null}
            {showsButtons ? (
              <EdgeButtons edgeId={id} />
            ) : passed ? (
              <span className="rounded-full border border-border bg-surface-raised px-1.5 text-[10.5px] leading-4 font-medium text-muted tabular-nums">
                {t('run.items', { count: count ?? 0 })}
              </span>
            ) : null}
          </div>
        </EdgeLabelRenderer>
      ) : null}
    </g>
  );
});
