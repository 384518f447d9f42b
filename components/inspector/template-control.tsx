'use client';
import { useRef, useState, type DragEvent, type ReactNode } from 'react';
import { Braces } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { hasExpression } from '@/core/node-kit/visible-fields';
import type { Json } from '@/core/items/item';
import { previewExpression } from '@/components/expression-editor/preview-expression';
import { droppedPath, isPathDrag } from '@/components/data-view/drag-path';
import type { ExpressionEditorHandle } from '@/components/expression-editor/expression-editor';
import { cn } from '@/components/ui/cn';
import { Tooltip } from '@/components/ui/tooltip';
import { withPath } from './drop-value';
import { ExpressionField } from './expression-field';
import { useFieldScope, usePathTargetField, type FieldBinding } from './field-context';
import { looseJsonText } from './loose-json';

function isJson(value: unknown): value is Json {
  return value !== undefined && ['string', 'number', 'boolean', 'object'].includes(typeof value);
}

function holdsText(target: EventTarget): boolean {
  const isText = target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement;
  return isText && target.value !== '';
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
  /** A path joins the text that is there; without it the path takes the value's place. */
  keepsText?: boolean | undefined;
  /** What a text without an expression means as a value of the field; undefined removes the parameter. */
  parse?: ((text: string) => Json | undefined) | undefined;
  /** The control for a fixed value; it calls `onExpression` when `{{` was typed into it. */
  children: (props: { onExpression(text: string): void }) => ReactNode;
}

/** A control that is a fixed value or an expression. Typing `{{` into a fixed one makes it an expression. */
export function TemplateControl({
  binding,
  label,
  multiline,
  placeholder,
  keepsText = false,
  parse,
  children,
}: TemplateControlProps) {
  const { value, set, readOnly, problem, testId } = binding;
  const { getEnv } = useFieldScope();
  const [chosen, setChosen] = useState<'expression' | null>(null);
  const [typed, setTyped] = useState<string | null>(null);
  const [takesFocus, setTakesFocus] = useState(false);
  const [isOver, setOver] = useState(false);
  const editor = useRef<ExpressionEditorHandle>(null);
  const isExpression = hasExpression(value) || chosen === 'expression';
  const read = (text: string) => (parse && !hasExpression(text) ? parse(text) : text);
  const isCurrent = typed !== null && JSON.stringify(read(typed)) === JSON.stringify(value);

  function insert(expression: string) {
    setTakesFocus(true);
    if (editor.current) editor.current.insert(expression);
    else set(withPath(value, expression, keepsText));
  }
  usePathTargetField({ path: binding.path, label }, ({ expression }) => insert(expression));

  const isTextDrop = (target: EventTarget) => keepsText && !isExpression && holdsText(target);

  function drop(event: DragEvent<HTMLElement>) {
    setOver(false);
    // The expression's editor took it where it was let go.
    if (readOnly || event.defaultPrevented) return;
    const dropped = droppedPath(event);
    if (!dropped) return;
    setTakesFocus(true);
    // What the text field does with it reaches us as typing.
    if (isTextDrop(event.target)) return;
    event.preventDefault();
    insert(dropped.expression);
  }

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

  function type(text: string) {
    // A field that is emptied while one types in it stays what it is: its editor keeps the focus and the keys.
    setChosen('expression');
    setTyped(text);
    set(read(text));
  }

  return (
    <div
      className={cn(
        'flex items-start gap-1 rounded-md',
        !readOnly &&
          'in-data-[dragging-path]:ring-2 in-data-[dragging-path]:ring-accent/25 in-data-[dragging-path]:ring-offset-2 in-data-[dragging-path]:ring-offset-surface',
        isOver && 'in-data-[dragging-path]:bg-accent-soft in-data-[dragging-path]:ring-accent',
      )}
      onDragOver={(event) => {
        if (readOnly || !isPathDrag(event)) return;
        setOver(true);
        // A text field takes it at the pointer by itself, unless it is told that we do.
        if (!isTextDrop(event.target)) event.preventDefault();
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <div className="min-w-0 flex-1">
        {isExpression ? (
          <ExpressionField
            value={isCurrent ? typed : looseJsonText(value)}
            onChange={type}
            label={label}
            testId={testId}
            multiline={multiline}
            placeholder={placeholder ?? '{{ $json.… }}'}
            editorRef={editor}
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
