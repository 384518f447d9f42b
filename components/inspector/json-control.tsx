'use client';
import { useState } from 'react';
import { useTranslations } from 'next-intl';
import type { CodeField, JsonField } from '@/core/node-kit/field';
import type { Json } from '@/core/items/item';
import { hasExpression } from '@/core/node-kit/visible-fields';
import { useCodeMirror } from '@/components/expression-editor/use-code-mirror';
import { Input } from '@/components/ui/input';
import { cn } from '@/components/ui/cn';
import { CODE_EXTENSIONS, JSON_EXTENSIONS } from './json-extensions';
import { isBrokenJson, looseJsonText, parseLooseJson } from './loose-json';
import type { ControlProps } from './simple-controls';

const FRAME =
  'overflow-auto rounded-md border bg-surface focus-within:border-ring focus-within:ring-2 focus-within:ring-ring/30';

/** Text that stays as it was typed while it means the stored value. */
function useLooseText(value: Json | undefined, indent: number) {
  const [typed, setTyped] = useState<string | null>(null);
  const isCurrent = typed !== null && JSON.stringify(parseLooseJson(typed)) === JSON.stringify(value ?? '');
  return { text: isCurrent ? typed : looseJsonText(value, indent), setTyped };
}

/** A value of any type in one line: in the rows of a list. */
export function JsonLineControl({ field, binding, onExpression }: ControlProps<{ label: string }>) {
  const { text, setTyped } = useLooseText(binding.value, 0);
  return (
    <Input
      data-testid={binding.testId}
      aria-label={field.label}
      aria-invalid={binding.problem !== null || undefined}
      disabled={binding.readOnly}
      spellCheck={false}
      autoComplete="off"
      value={text}
      onChange={({ target }) => {
        if (onExpression && hasExpression(target.value)) {
          onExpression(target.value);
          return;
        }
        setTyped(target.value);
        binding.set(target.value === '' ? undefined : parseLooseJson(target.value));
      }}
    />
  );
}

/** JSON over several lines. */
export function JsonControl({ field, binding, onExpression }: ControlProps<JsonField>) {
  const t = useTranslations('editor');
  const { text, setTyped } = useLooseText(binding.value, 2);
  const { host } = useCodeMirror({
    value: text,
    extensions: () => JSON_EXTENSIONS,
    readOnly: binding.readOnly,
    attributes: { 'aria-label': field.label, 'data-testid': binding.testId },
    onChange: (next) => {
      if (onExpression && hasExpression(next) && next.trimStart().startsWith('{{')) {
        onExpression(next);
        return;
      }
      setTyped(next);
      binding.set(next.trim() === '' ? undefined : parseLooseJson(next));
    },
  });
  const isBroken = isBrokenJson(text);
  return (
    <>
      <div
        ref={host}
        className={cn(
          FRAME,
          'max-h-80 min-h-20',
          isBroken || binding.problem ? 'border-danger' : 'border-border',
        )}
      />
      {isBroken ? <p className="mt-1 text-[11.5px] text-danger">{t('field.brokenJson')}</p> : null}
    </>
  );
}

/** Source code, with the keys and colours of a code editor. Taken as it is: no expressions. */
export function CodeControl({ field, binding }: ControlProps<CodeField>) {
  const { host } = useCodeMirror({
    value: typeof binding.value === 'string' ? binding.value : (field.default ?? ''),
    extensions: () => CODE_EXTENSIONS,
    readOnly: binding.readOnly,
    attributes: { 'aria-label': field.label, 'data-testid': binding.testId },
    onChange: (next) => binding.set(next),
  });
  return (
    <div
      ref={host}
      className={cn(FRAME, 'max-h-[50vh] min-h-48', binding.problem ? 'border-danger' : 'border-border')}
    />
  );
}
