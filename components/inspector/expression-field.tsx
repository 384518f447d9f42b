'use client';
import { useDeferredValue, useId, useMemo, type Ref } from 'react';
import { useTranslations } from 'next-intl';
import {
  ExpressionEditor,
  type ExpressionEditorHandle,
} from '@/components/expression-editor/expression-editor';
import type { EmptyReason } from '@/core/expression/explain-empty';
import { previewExpression, type ExpressionPreview } from '@/components/expression-editor/preview-expression';
import { cn } from '@/components/ui/cn';
import { useFieldScope } from './field-context';

/** Why there is no value, and what there is instead. */
function useReasonText(): (reason: EmptyReason | null) => string {
  const t = useTranslations('data');
  return (reason) => {
    if (reason === null) return t('reason.other');
    const { code, params } = reason;
    if (code !== 'path-missing') return t(`reason.${code}`, params);
    const parts = [
      t('reason.path-missing', params),
      params.keys ? t('reason.available', params) : null,
      params.near ? t('reason.near', params) : null,
    ];
    return parts.filter((part) => part !== null).join(' ');
  };
}

function PreviewLine({ preview, id }: { preview: ExpressionPreview; id: string }) {
  const t = useTranslations('editor');
  const reasonText = useReasonText();
  return (
    <p
      id={id}
      data-testid="inspector.preview"
      className={cn(
        'mt-1 line-clamp-3 text-[11.5px] leading-4',
        preview.kind === 'value' ? 'font-mono break-all' : 'break-words',
        preview.kind === 'value' ? 'text-success' : preview.kind === 'empty' ? 'text-warning' : 'text-danger',
      )}
    >
      {preview.kind === 'value' ? (
        <>
          <span className="mr-1.5 font-sans text-[10.5px] text-faint">{t(`types.${preview.type}`)}</span>
          {preview.text}
        </>
      ) : preview.kind === 'empty' ? (
        t('preview.empty', { reason: reasonText(preview.reason) })
      ) : (
        preview.message
      )}
    </p>
  );
}

export interface ExpressionFieldProps {
  value: string;
  onChange(value: string): void;
  label: string;
  testId: string;
  multiline?: boolean | undefined;
  autoFocus?: boolean | undefined;
  readOnly: boolean;
  invalid: boolean;
  placeholder?: string | undefined;
  editorRef?: Ref<ExpressionEditorHandle> | undefined;
}

/** An expression with what it gives for the first item, or why it gives nothing. */
export function ExpressionField({ value, editorRef, ...props }: ExpressionFieldProps) {
  const { getEnv, dataVersion } = useFieldScope();
  const previewId = useId();
  const deferred = useDeferredValue(value);
  const preview = useMemo(
    () => (deferred.includes('{{') ? previewExpression(deferred, getEnv()) : null),
    // `getEnv` reads the newest data; `dataVersion` says when that changed.
    // eslint-disable-next-line react-hooks/exhaustive-deps
    [deferred, dataVersion],
  );
  return (
    <div className="min-w-0">
      <ExpressionEditor
        {...props}
        ref={editorRef}
        value={value}
        getEnv={getEnv}
        dataVersion={dataVersion}
        describedBy={previewId}
      />
      {preview ? <PreviewLine preview={preview} id={previewId} /> : null}
    </div>
  );
}
