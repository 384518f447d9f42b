'use client';
import { useState, type ReactNode } from 'react';
import { ArrowDown, ArrowUp, Plus, Trash2 } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { Json } from '@/core/items/item';
import { droppedPath, isPathDrag } from '@/components/data-view/drag-path';
import { Button } from '@/components/ui/button';
import { cn } from '@/components/ui/cn';
import { usePathTargetField, type FieldBinding } from './field-context';
import type { DroppedPath } from './path-targets';

/** The list with one entry moved by a place. */
function moved<T>(list: readonly T[], index: number, by: -1 | 1): T[] {
  const next = [...list];
  const [entry] = next.splice(index, 1);
  if (entry !== undefined) next.splice(index + by, 0, entry);
  return next;
}

interface RowActionsProps {
  rows: readonly Json[];
  index: number;
  binding: FieldBinding;
  label: string;
}

/** Moves and removes one entry of a list. */
function RowActions({ rows, index, binding, label }: RowActionsProps) {
  const t = useTranslations('editor');
  const name = `${label} ${index + 1}`;
  if (binding.readOnly) return null;
  return (
    <div className="flex">
      <Button
        variant="ghost"
        size="icon-sm"
        disabled={index === 0}
        aria-label={t('list.up', { name })}
        onClick={() => binding.set(moved(rows, index, -1))}
      >
        <ArrowUp />
      </Button>
      <Button
        variant="ghost"
        size="icon-sm"
        disabled={index === rows.length - 1}
        aria-label={t('list.down', { name })}
        onClick={() => binding.set(moved(rows, index, 1))}
      >
        <ArrowDown />
      </Button>
      <Button
        variant="ghost"
        size="icon-sm"
        data-testid={`${binding.testId}.${index}.remove`}
        aria-label={t('list.remove', { name })}
        onClick={() => binding.set(rows.filter((_row, other) => other !== index))}
      >
        <Trash2 />
      </Button>
    </div>
  );
}

/** One entry of a list: its title, what can be done with it, and its fields. */
export function RowCard({
  title,
  children,
  ...actions
}: RowActionsProps & { title: string; children: ReactNode }) {
  return (
    <li className="rounded-lg border border-border bg-surface-sunken/50 p-2.5 pt-1">
      <div className="flex items-center justify-between">
        <span className="text-[11px] font-medium text-muted">{title}</span>
        <RowActions {...actions} />
      </div>
      {children}
    </li>
  );
}

/** The button under a list. A path dropped on it begins a row with that path. */
export function AddRow({
  binding,
  label,
  onAdd,
  onPath,
  disabled = false,
}: {
  binding: FieldBinding;
  label: string;
  onAdd(): void;
  onPath(dropped: DroppedPath): void;
  disabled?: boolean;
}) {
  const [isOver, setOver] = useState(false);
  usePathTargetField({ path: binding.path, label, isRow: true }, onPath);
  if (binding.readOnly) return null;
  return (
    <div
      className={cn(
        'mt-1.5 rounded-md',
        !disabled &&
          'in-data-[dragging-path]:outline-2 in-data-[dragging-path]:outline-offset-2 in-data-[dragging-path]:outline-accent/40 in-data-[dragging-path]:outline-dashed',
        isOver && 'in-data-[dragging-path]:bg-accent-soft',
      )}
      onDragOver={(event) => {
        if (disabled || !isPathDrag(event)) return;
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        setOver(false);
        const dropped = droppedPath(event);
        if (!dropped) return;
        event.preventDefault();
        if (!disabled) onPath(dropped);
      }}
    >
      <Button size="sm" data-testid={`${binding.testId}.add`} disabled={disabled} onClick={onAdd}>
        <Plus /> {label}
      </Button>
    </div>
  );
}
