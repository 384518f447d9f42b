'use client';
import { Panel, useReactFlow, useStore } from '@xyflow/react';
import { useTranslations } from 'next-intl';
import { Button } from '@/components/ui/button';
import { cn } from '@/components/ui/cn';
import { Separator } from '@/components/ui/separator';
import { Tooltip } from '@/components/ui/tooltip';
import { Maximize, Minus, Plus, type LucideIcon } from 'lucide-react';
import { useCommands } from '@/components/editor/command-context';
import { findCommand, type CommandId } from '@/components/editor/commands';
import { useDocument, usePanels } from '@/components/editor/editor-context';
import { useShortcutText } from '@/components/editor/use-shortcut-text';
import { useFitView } from './use-fit-view';

function ToolButton({
  name,
  icon: Icon,
  shortcut,
  isOn,
  onClick,
  testId,
}: {
  name: string;
  icon: LucideIcon;
  shortcut?: string | undefined;
  isOn?: boolean;
  testId?: string;
  onClick(): void;
}) {
  const text = useShortcutText();
  return (
    <Tooltip content={shortcut === undefined ? name : `${name} (${text(shortcut)})`} side="top">
      <Button
        variant="ghost"
        size="icon-sm"
        aria-label={name}
        aria-pressed={isOn}
        data-testid={testId}
        className={cn(isOn && 'bg-accent-soft text-accent hover:bg-accent-soft')}
        onClick={onClick}
      >
        <Icon />
      </Button>
    </Tooltip>
  );
}

/** Commands of the canvas; none on a canvas that only shows a run. */
function CommandTools() {
  const t = useTranslations('editor');
  const context = useCommands();
  const readOnly = useDocument((state) => state.readOnly);
  const minimapOpen = usePanels((state) => state.minimapOpen);
  const hasMinimap = useDocument(({ graph }) => graph.nodes.length + graph.notes.length > 8);
  if (!context) return null;
  const ids: readonly CommandId[] = [
    ...(readOnly ? [] : (['tidy-up'] as const)),
    'search',
    ...(hasMinimap ? (['minimap'] as const) : []),
    'keyboard-map',
  ];
  return (
    <div className="flex items-center @max-xs:hidden">
      {ids.map((id) => {
        const command = findCommand(id);
        return command ? (
          <ToolButton
            key={id}
            name={t(`commands.${id}`)}
            icon={command.icon}
            shortcut={command.shortcuts[0]}
            testId={`canvas.tool.${id}`}
            {...(id === 'minimap' ? { isOn: minimapOpen } : {})}
            onClick={() => command.run(context)}
          />
        ) : null;
      })}
      <Separator orientation="vertical" className="mx-0.5 h-4" />
    </div>
  );
}

/** Tidying, searching, zoom and fit, at the lower right. */
export function CanvasToolbar() {
  const t = useTranslations('editor');
  const { zoomIn, zoomOut, zoomTo } = useReactFlow();
  const fitView = useFitView();
  const zoom = useStore((state) => Math.round(state.transform[2] * 100));
  return (
    <Panel
      position="bottom-right"
      data-floats
      className="!mr-3 !mb-4 flex items-center rounded-lg border border-border bg-surface-raised p-0.5 shadow-card"
    >
      <CommandTools />
      <ToolButton name={t('view.zoomOut')} icon={Minus} shortcut="-" onClick={() => void zoomOut()} />
      <button
        type="button"
        aria-label={t('view.resetZoom', { zoom })}
        className="h-6 w-12 rounded text-[11px] font-medium text-muted tabular-nums hover:bg-surface-sunken hover:text-foreground"
        onClick={() => void zoomTo(1)}
      >
        {zoom}%
      </button>
      <ToolButton name={t('view.zoomIn')} icon={Plus} shortcut="=" onClick={() => void zoomIn()} />
      <ToolButton name={t('view.fit')} icon={Maximize} shortcut="1" onClick={fitView} />
    </Panel>
  );
}
