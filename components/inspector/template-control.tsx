'use client';
import { useState, type ReactNode } from 'react';
import { Braces } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { hasExpression } from '@/core/node-kit/visible-fields';
import type { Json } from '@/core/items/item';
import { previewExpression } from '@/components/expression-editor/preview-expression';
import { PATH_MIME } from '@/components/data-view/drag-path';
import { cn } from '@/components/ui/cn';
import { Tooltip } from '@/components/ui/tooltip';
import { ExpressionField } from './expression-field';
import { useFieldScope, type FieldBinding } from './field-context';
import { looseJsonText } from './loose-json';

function isJson(value: unknown): value is Json {
  return value !== undefined && ['string', 'number', 'boolean', 'object'].includes(typeof value);
}

interface ModeSwitchProps {
  label: string;
  testId: string;
  isExpression: boolean;
  onToggle(): void;
}

/** Between a fixed value and an expression. */
function ModeSwitch({ label, testId, isExpression, onToggle }: ModeSwitchProps) {
  const t = useTranslations('editor');
  const text = t(isExpression ? 'field.toFixed' : 'field.toExpression');
  return (
    <Tooltip content={text} side="left">
      <button
        type="button"
        aria-pressed={isExpression}
        aria-label={`${label}: ${text}`}
        data-testid={`${testId}.mode`}
        onClick={onToggle}
        className={cn(
          'mt-1 flex size-6 shrink-0 items-center justify-center rounded-md transition-colors duration-100',
          isExpression
            ? 'bg-accent-soft text-accent'
            : 'text-faint hover:bg-surface-sunken hover:text-foreground',
        )}
      >
        <Braces className="size-3.5" />
      </button>
    </Tooltip>
  );
}

export interface TemplateControlProps {
  binding: FieldBinding;
  label: string;
  multiline?: boolean | undefined;
  placeholder?: string | undefined;
  /** Reads what was typed as an expression back into a value. */
  parse?: ((text: string) => Json) | undefined;
  /** The control for a fixed value; it calls `onExpression` when `{{` was typed into it. */
  children: (props: { onExpression(text: string): void }) => ReactNode;
}

/** A control that is a fixed value or an expression. Typing `{{` into a fixed one makes it an expression. */
export function TemplateControl({
  binding,
  label,
  multiline,
  placeholder,
  parse,
  children,
}: TemplateControlProps) {
  const { value, set, readOnly, problem, testId } = binding;
  const { getEnv } = useFieldScope();
  const [chosen, setChosen] = useState<'expression' | null>(null);
  const [takesFocus, setTakesFocus] = useState(false);
  const isExpression = hasExpression(value) || chosen === 'expression';

  function toggle() {
    setTakesFocus(true);
    if (!isExpression) {
      setChosen('expression');
      return;
    }
    setChosen(null);
    if (!hasExpression(value)) return;
    const preview = previewExpression(value, getEnv());
    set(preview.kind === 'value' && isJson(preview.value) ? preview.value : undefined);
  }

  return (
    <div
      className="flex items-start gap-1"
      onDragOver={(event) => {
        if (!readOnly && event.dataTransfer.types.includes(PATH_MIME)) event.preventDefault();
      }}
      onDrop={(event) => {
        const expression = event.dataTransfer.getData(PATH_MIME);
        if (!expression || readOnly) return;
        event.preventDefault();
        const before = isExpression ? looseJsonText(value) : '';
        set(before + expression);
      }}
    >
      <div className="min-w-0 flex-1">
        {isExpression ? (
          <ExpressionField
            value={looseJsonText(value)}
            onChange={(text) => set(parse && !hasExpression(text) ? parse(text) : text)}
            label={label}
            testId={testId}
            multiline={multiline}
            placeholder={placeholder ?? '{{ $json.… }}'}
            autoFocus={takesFocus}
            readOnly={readOnly}
            invalid={problem !== null}
          />
        ) : (
          children({
            onExpression: (text) => {
              setTakesFocus(true);
              set(text);
            },
          })
        )}
      </div>
      {readOnly ? null : (
        <ModeSwitch label={label} testId={testId} isExpression={isExpression} onToggle={toggle} />
      )}
    </div>
  );
}
