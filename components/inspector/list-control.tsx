'use client';
import { useState } from 'react';
import { ArrowDown, ArrowUp, Plus, Trash2 } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { ParameterPath } from '@/core/draft/edit';
import type { Json, JsonObject } from '@/core/items/item';
import type { Field, ListField } from '@/core/node-kit/field';
import { defaultsOf } from '@/core/node-kit/new-node';
import { visibleFields } from '@/core/node-kit/visible-fields';
import { Button } from '@/components/ui/button';
import { cn } from '@/components/ui/cn';
import { droppedPath, isPathDrag } from '@/components/data-view/drag-path';
import { newRowFor } from './drop-value';
import { usePathTargetField, type FieldBinding } from './field-context';
import type { DroppedPath } from './path-targets';
import { FieldRow } from './field-row';

/** The list with one entry moved by a place. */
export function moved<T>(list: readonly T[], index: number, by: -1 | 1): T[] {
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
export function RowActions({ rows, index, binding, label }: RowActionsProps) {
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

function rowValues(row: Json | undefined): JsonObject {
  return typeof row === 'object' && row !== null && !Array.isArray(row) ? row : {};
}

/** Short fields of a row stand side by side; lists and code take a line of their own. */
function isShort(field: Field): boolean {
  return (
    !['list', 'key-value', 'conditions', 'code'].includes(field.kind) &&
    !(field.kind === 'text' && field.multiline)
  );
}

/** A list of objects, each with the same fields. */
export function ListControl({
  field,
  path,
  binding,
}: {
  field: ListField;
  path: ParameterPath;
  binding: FieldBinding;
}) {
  const t = useTranslations('editor');
  const rows = Array.isArray(binding.value) ? binding.value : [];
  return (
    <div data-testid={binding.testId} role="group" aria-label={field.label}>
      <ol className="space-y-2">
        {rows.map((row, index) => (
          <li key={index} className="rounded-lg border border-border bg-surface-sunken/50 p-2.5 pt-1">
            <div className="flex items-center justify-between">
              <span className="text-[11px] font-medium text-muted">
                {field.itemLabel} {index + 1}
              </span>
              <RowActions rows={rows} index={index} binding={binding} label={field.itemLabel} />
            </div>
            <div className="grid grid-cols-2 gap-x-2 gap-y-1.5">
              {visibleFields(field.item, rowValues(row)).map((child, at, all) => (
                <div
                  key={child.name}
                  className={cn((!isShort(child) || (at === all.length - 1 && at % 2 === 0)) && 'col-span-2')}
                >
                  <FieldRow field={child} path={[...path, index, child.name]} inRow />
                </div>
              ))}
            </div>
          </li>
        ))}
      </ol>
      <AddRow
        binding={binding}
        label={t('list.add', { name: field.itemLabel })}
        disabled={rows.length >= (field.max ?? Infinity)}
        onAdd={() => binding.set([...rows, defaultsOf(field.item)])}
        onPath={(dropped) => {
          const row = newRowFor(field.item, dropped);
          if (row) binding.set([...rows, row]);
        }}
      />
    </div>
  );
}
