'use client';
import { useTranslations } from 'next-intl';
import type { ParameterPath } from '@/core/draft/edit';
import type { Json, JsonObject } from '@/core/items/item';
import type { Field, ListField } from '@/core/node-kit/field';
import { defaultsOf } from '@/core/node-kit/new-node';
import { visibleFields } from '@/core/node-kit/visible-fields';
import { cn } from '@/components/ui/cn';
import { newRowFor } from './drop-value';
import type { FieldBinding } from './field-context';
import { FieldRow } from './field-row';
import { AddRow, RowCard } from './list-rows';

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
          <RowCard
            key={index}
            title={`${field.itemLabel} ${index + 1}`}
            {...{ rows, index, binding, label: field.itemLabel }}
          >
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
          </RowCard>
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
