'use client';
import { memo } from 'react';
import { useTranslations } from 'next-intl';
import type { NodeProps } from '@xyflow/react';
import { Ban } from 'lucide-react';
import { cn } from '@/components/ui/cn';
import { STATUS_LOOK } from '@/components/run-view/status-look';
import { useNodeRun } from '@/components/run-view/use-node-run';
import { useInteraction } from '@/components/editor/editor-context';
import { FAMILY_BLOCK } from './family-look';
import { NodeChip } from './node-chip';
import { HEADER_HEIGHT } from './node-geometry';
import { NodeTitle } from './node-title';
import { ProblemBadge, RunBadge, RunErrorLine } from './node-badges';
import { PinMark } from './pin-mark';
import { StepPorts } from './step-ports';
import type { StepFlowNode } from './to-flow';
import { useDetail } from './use-detail';

/** A node from far away: its colour, its status, nothing else. Edges know their ends without ports being drawn. */
function FarNode({
  data,
  selected,
  width,
  height,
}: Pick<NodeProps<StepFlowNode>, 'data' | 'selected' | 'width' | 'height'>) {
  const run = useNodeRun(data.nodeId);
  return (
    <div
      data-testid={`canvas.node.${data.nodeId}`}
      data-status={run?.status}
      style={{ width, height }}
      className={cn(
        'relative rounded-xl border-4 bg-surface-raised',
        run ? STATUS_LOOK[run.status].border : 'border-border-strong',
        selected && 'border-accent',
      )}
    >
      <span aria-hidden className={cn('block size-full rounded-lg', FAMILY_BLOCK[data.family])} />
    </div>
  );
}

/** A node of the canvas, drawn with as much detail as the zoom can show. */
export const StepNode = memo(function StepNode(props: NodeProps<StepFlowNode>) {
  return useDetail() ? <NearNode {...props} /> : <FarNode {...props} />;
});

/** A node as it is drawn: chip, name, what it does, its ports, its problems and what it did in the shown run. */
function NearNode({ data, selected, width, height }: NodeProps<StepFlowNode>) {
  const t = useTranslations('editor');
  const run = useNodeRun(data.nodeId);
  const isInspected = useInteraction((state) => state.inspected === data.nodeId);
  const isPointed = useInteraction((state) => state.pointed === data.nodeId);
  return (
    <div
      data-testid={`canvas.node.${data.nodeId}`}
      data-status={run?.status}
      style={{ width, height }}
      className={cn(
        'group/node relative rounded-xl border bg-surface-raised shadow-card transition-[border-color,box-shadow] duration-100',
        run ? STATUS_LOOK[run.status].border : 'border-border group-hover/node:border-border-strong',
        data.isTrigger && 'rounded-l-[30px]',
        data.disabled && 'border-dashed',
        (selected || isInspected) && 'border-accent ring-2 ring-accent/30',
        isPointed && 'ring-4 ring-accent/50',
      )}
    >
      <div
        className={cn(
          'flex items-center gap-2.5 px-3',
          data.isTrigger && 'pl-3.5',
          data.disabled && 'opacity-50',
        )}
        style={{ height: HEADER_HEIGHT - 2 }}
      >
        <NodeChip type={data.type} family={data.family} />
        <div className="min-w-0 flex-1">
          <NodeTitle nodeId={data.nodeId} name={data.name} />
          <div className="truncate text-[11.5px] leading-4 text-muted">
            {data.known ? data.subtitle : t('node.unknownType', { type: data.type })}
          </div>
        </div>
        <PinMark nodeId={data.nodeId} />
        {data.disabled ? <Ban aria-label={t('node.disabled')} className="size-4 text-muted" /> : null}
      </div>
      <StepPorts data={data} />
      {run ? <RunBadge run={run} /> : null}
      {run?.error ? <RunErrorLine error={run.error} /> : null}
      {data.problems.length > 0 && !run?.error ? <ProblemBadge problems={data.problems} /> : null}
    </div>
  );
}
