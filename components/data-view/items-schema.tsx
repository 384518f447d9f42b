'use client';
import { useMemo } from 'react';
import { useTranslations } from 'next-intl';
import type { Item } from '@/core/items/item';
import { inferSchema, type SchemaField } from './item-schema';
import { PathMenu } from './path-menu';
import { usePathDrag } from './path-target';

function SchemaRow({ field, depth }: { field: SchemaField; depth: number }) {
  const t = useTranslations('editor');
  const drag = usePathDrag();
  return (
    <>
      <li
        {...drag(field.path)}
        className="group/path flex min-h-7 [&[draggable]]:cursor-grab items-center gap-2 rounded px-2 text-xs hover:bg-surface-sunken"
        style={{ paddingLeft: 8 + depth * 16 }}
      >
        <span className="min-w-12 shrink-0 rounded bg-surface-sunken px-1 text-center text-[10.5px] text-muted">
          {field.types.map((type) => t(`types.${type}`)).join(' | ')}
        </span>
        <span className="shrink-0 font-medium">
          {field.name}
          {field.always ? null : (
            <span title={t('data.sometimes')} className="text-faint">
              ?
            </span>
          )}
        </span>
        {field.children.length === 0 ? (
          <span className="min-w-0 truncate text-muted">{field.example}</span>
        ) : null}
        <span className="ml-auto flex">
          <PathMenu path={field.path} label={field.name} />
        </span>
      </li>
      {field.children.map((child) => (
        <SchemaRow key={child.name} field={child} depth={depth + 1} />
      ))}
    </>
  );
}

/** Which fields there are; each can be dragged into a parameter. */
export function ItemsSchema({ items }: { items: readonly Item[] }) {
  const fields = useMemo(() => inferSchema(items), [items]);
  return (
    <ul className="min-h-0 flex-1 overflow-auto p-1.5">
      {fields.map((field) => (
        <SchemaRow key={field.name} field={field} depth={0} />
      ))}
    </ul>
  );
}
