'use client';
import { useState } from 'react';
import { NodeToolbar as FlowToolbar, Position, useStore, type ReactFlowState } from '@xyflow/react';
import { useTranslations } from 'next-intl';
import { Button } from '@/components/ui/button';
import { Tooltip } from '@/components/ui/tooltip';
import { useCommands } from '@/components/editor/command-context';
import { useDocument, useEditor, useInteraction } from '@/components/editor/editor-context';
import { useShortcutText } from '@/components/editor/use-shortcut-text';
import { NODE_ACTIONS } from './node-actions';

/** Where nodes are drawn smaller than this, a toolbar of its own size would cover their neighbours. */
const SHOWN_FROM_ZOOM = 0.45;
const hasRoom = (state: ReactFlowState) => state.transform[2] >= SHOWN_FROM_ZOOM;

/** Quick actions over the node under the pointer. One for the whole canvas, so that nodes stay light. */
export function NodeToolbar() {
  const t = useTranslations('editor');
  const editor = useEditor();
  const text = useShortcutText();
  const context = useCommands();
  const hovered = useInteraction((state) => state.hovered);
  // The pointer on the toolbar itself keeps it.
  const [held, setHeld] = useState<string | null>(null);
  const nodeId = held ?? hovered;
  const isThere = useDocument(({ graph }) => graph.nodes.some((node) => node.id === nodeId));
  const isBusy = useInteraction(
    ({ drag, writing, selection }) => drag !== null || writing !== null || selection.nodes.length > 1,
  );
  const isLarge = useStore(hasRoom);
  if (!context || nodeId === null || !isThere || isBusy || !isLarge) return null;
  const ids = [nodeId];
  const select = () => editor.interaction.getState().select({ nodes: ids });
  const { readOnly } = editor.document.getState();
  const shown = NODE_ACTIONS.filter(({ places, group, isShown }) => {
    if (!places.includes('toolbar')) return false;
    // Edits are about what is selected, and that is this node once its button is pressed.
    return group === 'run' ? isShown(context, ids) : !readOnly;
  });
  if (shown.length === 0) return null;
  return (
    <FlowToolbar nodeId={nodeId} isVisible position={Position.Top} offset={12} align="start">
      <div
        role="toolbar"
        aria-label={t('nodeActions.label')}
        data-testid="canvas.node-toolbar"
        className="flex items-center rounded-md border border-border bg-surface-raised p-0.5 shadow-card"
        onPointerEnter={() => setHeld(nodeId)}
        onPointerLeave={() => setHeld(null)}
      >
        {shown.map((action) => {
          const Icon = action.icon;
          const title = t(action.title);
          return (
            <Tooltip
              key={action.id}
              side="top"
              content={action.shortcut === undefined ? title : `${title} (${text(action.shortcut)})`}
            >
              <Button
                variant="ghost"
                size="icon-sm"
                tabIndex={-1}
                aria-label={title}
                data-testid={`canvas.node-toolbar.${action.id}`}
                className={action.group === 'danger' ? 'text-danger' : 'text-muted hover:text-foreground'}
                onClick={() => {
                  // What is done may take the toolbar away from under the pointer.
                  setHeld(null);
                  select();
                  action.run(context, ids);
                }}
              >
                <Icon />
              </Button>
            </Tooltip>
          );
        })}
      </div>
    </FlowToolbar>
  );
}
