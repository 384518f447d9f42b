'use client';
import { useTranslations } from 'next-intl';
import { ChoiceSelect } from '@/components/ui/choice-select';
import { FormField } from '@/components/ui/form-field';
import { Input } from '@/components/ui/input';
import type { ApiParameter, ApiSchema } from './api-document';
import { onlyValues, typeWords } from './describe-schema';

/** Stands for no value; no parameter takes it. */
const UNSET = ' ';

/** A value of a call's address or head: typed, or chosen where only a few are taken. */
export function ParameterField({
  parameter,
  schemas,
  value,
  onChange,
}: {
  parameter: ApiParameter;
  schemas: Readonly<Record<string, ApiSchema>>;
  value: string;
  onChange(value: string): void;
}) {
  const t = useTranslations('apiExplorer');
  const { name, schema, required } = parameter;
  const values = onlyValues(schema, schemas);
  const unset =
    schema.default === undefined ? t('notSent') : t('notSentDefault', { value: String(schema.default) });
  return (
    <FormField
      label={
        <>
          <code className="font-mono">{name}</code>{' '}
          <span className="font-normal text-muted">
            {t(`parameterPlace.${parameter.in}`)}
            {required ? `, ${t('required')}` : ''}
          </span>
        </>
      }
      help={parameter.description ?? (values ? undefined : typeWords(schema, schemas))}
    >
      {(ids) =>
        values ? (
          <ChoiceSelect
            id={ids.id}
            aria-describedby={ids['aria-describedby']}
            value={value === '' ? UNSET : value}
            options={[
              { value: UNSET, label: required ? t('choose') : unset },
              ...values.map((one) => ({ value: one, label: one })),
            ]}
            data-testid={`api.parameter.${name}`}
            className="font-mono"
            onChoose={(chosen) => onChange(chosen === UNSET ? '' : chosen)}
          />
        ) : (
          <Input
            {...ids}
            value={value}
            autoComplete="off"
            spellCheck={false}
            data-testid={`api.parameter.${name}`}
            className="font-mono"
            onChange={(event) => onChange(event.target.value)}
          />
        )
      }
    </FormField>
  );
}
