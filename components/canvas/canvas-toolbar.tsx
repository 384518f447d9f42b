'use client';
import { Panel, useReactFlow, useStore } from '@xyflow/react';
import { Maximize, Minus, Plus } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Button } from '@/components/ui/button';
import { Tooltip } from '@/components/ui/tooltip';
import { useFitView } from './use-fit-view';

/** Zoom and fit, at the lower right. */
export function CanvasToolbar() {
  const t = useTranslations('editor');
  const { zoomIn, zoomOut, zoomTo } = useReactFlow();
  const fitView = useFitView();
  const zoom = useStore((state) => Math.round(state.transform[2] * 100));
  return (
    <Panel
      position="bottom-right"
      className="!m-3 flex items-center rounded-lg border border-border bg-surface-raised p-0.5 shadow-card"
    >
      <Tooltip content={t('view.zoomOut')} side="top">
        <Button variant="ghost" size="icon-sm" aria-label={t('view.zoomOut')} onClick={() => void zoomOut()}>
          <Minus />
        </Button>
      </Tooltip>
      <button
        type="button"
        aria-label={t('view.resetZoom', { zoom })}
        className="h-6 w-12 rounded text-[11px] font-medium text-muted tabular-nums hover:bg-surface-sunken hover:text-foreground"
        onClick={() => void zoomTo(1)}
      >
        {zoom}%
      </button>
      <Tooltip content={t('view.zoomIn')} side="top">
        <Button variant="ghost" size="icon-sm" aria-label={t('view.zoomIn')} onClick={() => void zoomIn()}>
          <Plus />
        </Button>
      </Tooltip>
      <Tooltip content={t('view.fit')} side="top">
        <Button variant="ghost" size="icon-sm" aria-label={t('view.fit')} onClick={fitView}>
          <Maximize />
        </Button>
      </Tooltip>
    </Panel>
  );
}
