'use client';
import { useMemo } from 'react';
import { useTranslations } from 'next-intl';
import { CONDITION_OPERATORS, findOperator, type ConditionOperator } from '@/core/node-kit/conditions';
import type { ParameterPath } from '@/core/draft/edit';
import type { ConditionsField, JsonField } from '@/core/node-kit/field';
import {
  Select,
  SelectContent,
  SelectGroup,
  SelectItem,
  SelectLabel,
  SelectTrigger,
} from '@/components/ui/select';
import { useField, type FieldBinding } from './field-context';
import { NestedField } from './nested-field';
import { AddRow, RowCard } from './list-rows';

const NEW_CONDITION = { left: '', operator: 'string.equals', right: '' };

/** Operators by the type they compare, in the table's order. */
export function operatorGroups(
  operators: readonly ConditionOperator[],
): ReadonlyMap<ConditionOperator['type'], readonly ConditionOperator[]> {
  const groups = new Map<ConditionOperator['type'], ConditionOperator[]>();
  for (const operator of operators) {
    const group = groups.get(operator.type);
    if (group) group.push(operator);
    else groups.set(operator.type, [operator]);
  }
  return groups;
}

function OperatorPicker({ path }: { path: ParameterPath }) {
  const t = useTranslations('editor');
  const binding = useField(path);
  const groups = useMemo(() => [...operatorGroups(CONDITION_OPERATORS)], []);
  const current = typeof binding.value === 'string' ? findOperator(binding.value) : undefined;
  return (
    <Select
      value={current?.name ?? ''}
      onValueChange={(next) => binding.set(next)}
      disabled={binding.readOnly}
    >
      <SelectTrigger data-testid={binding.testId} aria-label={t('conditions.operator')}>
        {current ? (
          <>
            <span className="mr-1.5 text-faint">{t(`types.${current.type}`)}</span>
            {current.label}
          </>
        ) : (
          t('conditions.choose')
        )}
      </SelectTrigger>
      <SelectContent className="max-h-72 overflow-y-auto">
        {groups.map(([type, operators]) => (
          <SelectGroup key={type}>
            <SelectLabel>{t(`types.${type}`)}</SelectLabel>
            {operators.map((operator) => (
              <SelectItem key={operator.name} value={operator.name} data-operator={operator.name}>
                {operator.label}
              </SelectItem>
            ))}
          </SelectGroup>
        ))}
      </SelectContent>
    </Select>
  );
}

function ConditionRow({ path }: { path: ParameterPath }) {
  const t = useTranslations('editor');
  const { value: operator } = useField([...path, 'operator']);
  const takesRight = (typeof operator === 'string' ? findOperator(operator) : undefined)?.takesRight ?? true;
  const left: JsonField = { kind: 'json', name: 'left', label: t('conditions.left') };
  const right: JsonField = { kind: 'json', name: 'right', label: t('conditions.right') };
  return (
    <div className="space-y-1.5">
      <NestedField field={left} path={[...path, 'left']} inRow />
      <OperatorPicker path={[...path, 'operator']} />
      {takesRight ? <NestedField field={right} path={[...path, 'right']} inRow /> : null}
    </div>
  );
}

/** Conditions: a value, how it is compared, with what. */
export function ConditionsControl({
  field,
  path,
  binding,
}: {
  field: ConditionsField;
  path: ParameterPath;
  binding: FieldBinding;
}) {
  const t = useTranslations('editor');
  const rows = Array.isArray(binding.value) ? binding.value : [];
  return (
    <div data-testid={binding.testId} role="group" aria-label={field.label}>
      <ol className="space-y-2">
        {rows.map((_row, index) => (
          <RowCard
            key={index}
            title={t('conditions.title', { number: index + 1 })}
            {...{ rows, index, binding, label: t('conditions.one') }}
          >
            <ConditionRow path={[...path, index]} />
          </RowCard>
        ))}
      </ol>
      <AddRow
        binding={binding}
        label={t('conditions.add')}
        onAdd={() => binding.set([...rows, NEW_CONDITION])}
        onPath={({ expression }) => binding.set([...rows, { ...NEW_CONDITION, left: expression }])}
      />
    </div>
  );
}
