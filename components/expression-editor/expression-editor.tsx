'use client';
import { useEffect, useImperativeHandle, type Ref } from 'react';
import { useTranslations } from 'next-intl';
import { closeBracketsKeymap, completionKeymap } from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
import { EditorState } from '@codemirror/state';
import { keymap, placeholder as placeholderExtension } from '@codemirror/view';
import { createEnv, type ExpressionEnv } from '@/core/expression/scope';
import { recheck } from './doubt-marks';
import { insertExpression } from './expression-drop';
import { expressionExtensions } from './expression-extensions';
import { useCodeMirror } from './use-code-mirror';

export interface ExpressionEditorProps {
  value: string;
  onChange(value: string): void;
  getEnv(): ExpressionEnv;
  /** Changes when the data that expressions see has changed. */
  dataVersion?: unknown;
  label: string;
  testId: string;
  multiline?: boolean | undefined;
  autoFocus?: boolean | undefined;
  readOnly?: boolean | undefined;
  invalid?: boolean | undefined;
  placeholder?: string | undefined;
  describedBy?: string | undefined;
  ref?: Ref<ExpressionEditorHandle> | undefined;
}

export interface ExpressionEditorHandle {
  /** Puts an expression where the caret is and moves the focus there. */
  insert(expression: string): void;
}

const oneLine = EditorState.transactionFilter.of((transaction) =>
  transaction.docChanged && transaction.newDoc.lines > 1 ? [] : transaction,
);

/** A text field that understands `{{ }}`: marks it and completes it from the data at hand. */
export function ExpressionEditor({ ref, ...props }: ExpressionEditorProps) {
  const t = useTranslations('data');
  const { host, view } = useCodeMirror({
    value: props.value,
    onChange: props.onChange,
    getEnv: props.getEnv,
    extensions: (newest) => [
      ...expressionExtensions(() => newest().getEnv?.() ?? createEnv(), {
        replace: (replacement) => t('marks.replace', { replacement }),
      }),
      keymap.of([...closeBracketsKeymap, ...completionKeymap, ...defaultKeymap, ...historyKeymap]),
      history(),
      ...(props.multiline ? [] : [oneLine]),
      ...(props.placeholder ? [placeholderExtension(props.placeholder)] : []),
    ],
    readOnly: props.readOnly,
    autoFocus: props.autoFocus,
    attributes: {
      'aria-label': props.label,
      'data-testid': props.testId,
      'aria-multiline': String(props.multiline === true),
      ...(props.describedBy ? { 'aria-describedby': props.describedBy } : {}),
      ...(props.invalid ? { 'aria-invalid': 'true' } : {}),
    },
  });
  useEffect(() => {
    view.current?.dispatch({ effects: recheck.of(null) });
  }, [props.dataVersion, view]);
  useImperativeHandle(
    ref,
    () => ({
      insert: (expression) => {
        if (view.current) insertExpression(view.current, expression);
      },
    }),
    [view],
  );
  return (
    <div
      ref={host}
      className={`overflow-hidden rounded-md border bg-background focus-within:ring-2 focus-within:ring-ring/60 ${
        props.invalid ? 'border-danger' : 'border-accent/40'
      } ${props.multiline ? 'min-h-24' : ''}`}
    />
  );
}
