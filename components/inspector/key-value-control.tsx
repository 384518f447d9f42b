'use client';
import { Trash2 } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { ParameterPath } from '@/core/draft/edit';
import type { KeyValueField, TextField } from '@/core/node-kit/field';
import { Button } from '@/components/ui/button';
import { CalleeInputs } from './callee-inputs';
import type { FieldBinding } from './field-context';
import { NestedField } from './nested-field';
import { AddRow } from './list-rows';

/** Name-value pairs, a line each. */
export function KeyValueControl({
  field,
  path,
  binding,
}: {
  field: KeyValueField;
  path: ParameterPath;
  binding: FieldBinding;
}) {
  const t = useTranslations('editor');
  const rows = Array.isArray(binding.value) ? binding.value : [];
  const expression = field.expression ?? 'allowed';
  const name: TextField = {
    kind: 'text',
    name: 'name',
    label: t('keyValue.name'),
    placeholder: t('keyValue.name'),
    expression: 'never',
  };
  const value: TextField = {
    kind: 'text',
    name: 'value',
    label: t('keyValue.value'),
    placeholder: t('keyValue.value'),
    expression,
  };
  return (
    <div data-testid={binding.testId} role="group" aria-label={field.label}>
      {field.namesFrom === undefined ? null : (
        <CalleeInputs workflowField={field.namesFrom} binding={binding} />
      )}
      <ol className="space-y-1.5">
        {rows.map((_row, index) => (
          <li key={index} className="flex items-start gap-1.5">
            <div className="w-2/5 shrink-0">
              <NestedField field={name} path={[...path, index, 'name']} inRow />
            </div>
            <div className="min-w-0 flex-1">
              <NestedField field={value} path={[...path, index, 'value']} inRow />
            </div>
            {binding.readOnly ? null : (
              <Button
                variant="ghost"
                size="icon-sm"
                className="mt-1"
                data-testid={`${binding.testId}.${index}.remove`}
                aria-label={t('list.remove', { name: `${field.label} ${index + 1}` })}
                onClick={() => binding.set(rows.filter((_other, at) => at !== index))}
              >
                <Trash2 />
              </Button>
            )}
          </li>
        ))}
      </ol>
      <AddRow
        binding={binding}
        label={t('keyValue.add')}
        onAdd={() => binding.set([...rows, { name: '', value: '' }])}
        onPath={(dropped) => binding.set([...rows, { name: dropped.name, value: dropped.expression }])}
      />
    </div>
  );
}
