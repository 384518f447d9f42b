'use client';
import { useState, type MouseEvent, type ReactNode } from 'react';
import { Plus, Unplug } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useReactFlow } from '@xyflow/react';
import {
  ContextMenu,
  ContextMenuContent,
  ContextMenuItem,
  ContextMenuSeparator,
  ContextMenuTrigger,
} from '@/components/ui/context-menu';
import { ShortcutHint } from '@/components/ui/shortcut-hint';
import { useCommands, type CommandContext } from '@/components/editor/command-context';
import { findCommand, type CommandId } from '@/components/editor/commands';
import { useEditor, type Editor } from '@/components/editor/editor-context';
import { useShortcutText } from '@/components/editor/use-shortcut-text';
import type { Point } from '@/components/editor/interaction-store';
import { openPalette } from '@/components/palette/open-palette';
import { noteIdOf } from './flow-ids';
import { focusCanvas } from './focus-node';
import { NODE_ACTIONS } from './node-actions';

type Aim = { kind: 'nodes' } | { kind: 'edge'; edgeId: string } | { kind: 'pane'; position: Point };

/** What was right-clicked. A node outside the selection becomes the selection. */
function aimAt(editor: Editor, target: EventTarget, position: Point): Aim {
  const { selection, select } = editor.interaction.getState();
  const element = target instanceof Element ? target : null;
  const edgeId = element?.closest('.react-flow__edge')?.getAttribute('data-id');
  if (edgeId) {
    select({ edges: [edgeId] });
    return { kind: 'edge', edgeId };
  }
  const flowId = element?.closest('.react-flow__node')?.getAttribute('data-id');
  if (flowId) {
    const noteId = noteIdOf(flowId);
    if (noteId !== null && !selection.notes.includes(noteId)) select({ notes: [noteId] });
    if (noteId === null && !selection.nodes.includes(flowId)) select({ nodes: [flowId] });
    return { kind: 'nodes' };
  }
  const isSelection = element?.closest('.react-flow__nodesselection') != null;
  // By keyboard the menu comes from the canvas as a whole: it is about what is selected.
  const isByKeyboard = element?.matches('[data-testid="canvas"]') === true;
  if (isSelection || (isByKeyboard && selection.nodes.length + selection.notes.length > 0))
    return { kind: 'nodes' };
  return { kind: 'pane', position };
}

function CommandItem({ id, context }: { id: CommandId; context: CommandContext }) {
  const t = useTranslations('editor');
  const text = useShortcutText();
  const command = findCommand(id);
  if (!command?.isEnabled(context)) return null;
  const [shortcut] = command.shortcuts;
  const Icon = command.icon;
  return (
    <ContextMenuItem data-testid={`canvas.menu.${id}`} onSelect={() => command.run(context)}>
      <Icon /> {t(`commands.${id}`)}
      {shortcut === undefined ? null : <ShortcutHint text={text(shortcut)} />}
    </ContextMenuItem>
  );
}

function NodeItems({ context }: { context: CommandContext }) {
  const t = useTranslations('editor');
  const text = useShortcutText();
  const { nodes } = context.editor.interaction.getState().selection;
  const shown = NODE_ACTIONS.filter(
    (action) => action.places.includes('menu') && action.isShown(context, nodes),
  );
  return shown.map((action, index) => {
    const Icon = action.icon;
    const begins = index > 0 && shown[index - 1]?.group !== action.group;
    return (
      <div key={action.id} role="presentation">
        {begins ? <ContextMenuSeparator /> : null}
        <ContextMenuItem
          data-testid={`canvas.menu.${action.id}`}
          className={action.group === 'danger' ? 'text-danger [&_svg]:text-danger' : undefined}
          onSelect={() => action.run(context, nodes)}
        >
          <Icon /> {t(action.title)}
          {action.shortcut === undefined ? null : <ShortcutHint text={text(action.shortcut)} />}
        </ContextMenuItem>
      </div>
    );
  });
}

function EdgeItems({ edgeId }: { edgeId: string }) {
  const t = useTranslations('editor');
  const editor = useEditor();
  return (
    <>
      <ContextMenuItem
        data-testid="canvas.menu.insert"
        onSelect={() => openPalette(editor, { kind: 'between', edgeId })}
      >
        <Plus /> {t('edge.insert')}
      </ContextMenuItem>
      <ContextMenuItem
        data-testid="canvas.menu.disconnect"
        className="text-danger [&_svg]:text-danger"
        onSelect={() => editor.apply({ kind: 'disconnect', edgeIds: [edgeId] })}
      >
        <Unplug /> {t('edge.remove')}
      </ContextMenuItem>
    </>
  );
}

function PaneItems({ context, position }: { context: CommandContext; position: Point }) {
  const t = useTranslations('editor');
  const { editor } = context;
  return (
    <>
      {editor.document.getState().readOnly ? null : (
        <ContextMenuItem
          data-testid="canvas.menu.add-node"
          onSelect={() => openPalette(editor, { kind: 'at', position })}
        >
          <Plus /> {t('menu.addHere')}
        </ContextMenuItem>
      )}
      <CommandItem id="add-note" context={context} />
      <ContextMenuSeparator />
      <CommandItem id="select-all" context={context} />
      <CommandItem id="tidy-up" context={context} />
      <CommandItem id="fit-view" context={context} />
      <ContextMenuSeparator />
      <CommandItem id="search" context={context} />
      <CommandItem id="keyboard-map" context={context} />
    </>
  );
}

/** The menu of the canvas: of nodes, an edge, or the place that was right-clicked. */
export function CanvasMenu({ children }: { children: ReactNode }) {
  const editor = useEditor();
  const context = useCommands();
  const { screenToFlowPosition } = useReactFlow();
  const [aim, setAim] = useState<Aim>({ kind: 'nodes' });
  if (!context) return children;
  const take = (event: MouseEvent) => {
    if (event.target instanceof Element && event.target.closest('input, textarea')) return;
    const { x, y } = screenToFlowPosition({ x: event.clientX, y: event.clientY });
    setAim(aimAt(editor, event.target, { x: Math.round(x), y: Math.round(y) }));
  };
  return (
    <ContextMenu>
      <ContextMenuTrigger asChild onContextMenuCapture={take}>
        {children}
      </ContextMenuTrigger>
      <ContextMenuContent
        data-testid="canvas.menu"
        onCloseAutoFocus={(event) => {
          event.preventDefault();
          const { writing, wiring } = editor.interaction.getState();
          // A field that an entry opened keeps the caret.
          if (!writing && !wiring && !isInField()) focusCanvas();
        }}
      >
        {aim.kind === 'nodes' ? <NodeItems context={context} /> : null}
        {aim.kind === 'edge' ? <EdgeItems edgeId={aim.edgeId} /> : null}
        {aim.kind === 'pane' ? <PaneItems context={context} position={aim.position} /> : null}
      </ContextMenuContent>
    </ContextMenu>
  );
}

function isInField(): boolean {
  return document.activeElement?.matches('input, textarea') === true;
}
