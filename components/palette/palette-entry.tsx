'use client';
import type { NodeDefinition } from '@/core/node-kit/definition';
import { NodeChip } from '@/components/canvas/node-chip';
import { cn } from '@/components/ui/cn';
import { NODE_TYPE_MIME, setDraggedType } from './node-type-drag';

export interface PaletteEntryProps {
  definition: NodeDefinition;
  isActive: boolean;
  onAdd(): void;
  onDragging(dragging: boolean): void;
}

/** One node type: a click or Enter adds it, dragging puts it where it is dropped. */
export function PaletteEntry({ definition, isActive, onAdd, onDragging }: PaletteEntryProps) {
  return (
    <button
      type="button"
      draggable
      tabIndex={-1}
      id={`palette-option-${definition.type}`}
      data-testid={`palette.node.${definition.type}`}
      data-active={isActive || undefined}
      className={cn(
        'flex w-full cursor-grab items-center gap-2.5 rounded-md px-2 py-1.5 text-left active:cursor-grabbing',
        isActive ? 'bg-surface-sunken' : 'hover:bg-surface-sunken',
      )}
      onClick={(event) => {
        // The second click of a double click must not add a second node.
        if (event.detail <= 1) onAdd();
      }}
      onDragStart={(event) => {
        event.dataTransfer.setData(NODE_TYPE_MIME, definition.type);
        event.dataTransfer.effectAllowed = 'copy';
        setDraggedType(definition.type);
        onDragging(true);
      }}
      onDragEnd={() => {
        setDraggedType(null);
        onDragging(false);
      }}
    >
      <NodeChip type={definition.type} family={definition.family} size="sm" />
      <span className="min-w-0">
        <span className="block truncate text-[13px] font-medium">{definition.name}</span>
        <span className="block truncate text-[11.5px] leading-4 text-muted">{definition.summary}</span>
      </span>
    </button>
  );
}
