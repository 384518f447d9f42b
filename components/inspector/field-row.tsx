'use client';
import { CircleHelp } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { Field } from '@/core/node-kit/field';
import type { ParameterPath } from '@/core/draft/edit';
import { Tooltip } from '@/components/ui/tooltip';
import { useField } from './field-context';
import { NestedField } from './nested-field';

/** The name of a field with its required mark and help. */
export function FieldLabel({ field }: { field: Pick<Field, 'label' | 'required' | 'help'> }) {
  const t = useTranslations('editor');
  return (
    <div className="mb-1 flex min-h-5 items-center gap-1 text-xs font-medium">
      <span>{field.label}</span>
      {field.required ? (
        <span title={t('field.required')} className="text-danger">
          <span aria-hidden>*</span>
          <span className="sr-only">{t('field.required')}</span>
        </span>
      ) : null}
      {field.help ? (
        <Tooltip content={field.help} side="top">
          <button
            type="button"
            aria-label={`${field.label}: ${field.help}`}
            className="flex size-5 items-center justify-center text-faint"
          >
            <CircleHelp className="size-3.5" />
          </button>
        </Tooltip>
      ) : null}
    </div>
  );
}

/** A field of the form: label, control, and what is wrong with the value. */
export function FieldRow({
  field,
  path,
  inRow = false,
}: {
  field: Field;
  path: ParameterPath;
  inRow?: boolean;
}) {
  const { problem } = useField(path);
  return (
    <div>
      <FieldLabel field={field} />
      <NestedField field={field} path={path} inRow={inRow} />
      {problem ? (
        <p
          className={`mt-1 text-[11.5px] leading-4 ${problem.severity === 'error' ? 'text-danger' : 'text-warning'}`}
        >
          {problem.message}
        </p>
      ) : null}
    </div>
  );
}
