'use client';
import { useState } from 'react';
import type {
  BooleanField,
  MultiSelectField,
  NumberField,
  SelectField,
  TextField,
} from '@/core/node-kit/field';
import { hasExpression } from '@/core/node-kit/visible-fields';
import { Input } from '@/components/ui/input';
import { ChoiceSelect } from '@/components/ui/choice-select';
import { Switch } from '@/components/ui/switch';
import { Textarea } from '@/components/ui/textarea';
import { cn } from '@/components/ui/cn';
import type { FieldBinding } from './field-context';
import { SecretControl } from './secret-control';

export interface ControlProps<F> {
  field: F;
  binding: FieldBinding;
  /** Given where the field takes expressions. */
  onExpression?: ((text: string) => void) | undefined;
}

function shared({ binding, field }: { binding: FieldBinding; field: { label: string } }) {
  return {
    'data-testid': binding.testId,
    'aria-label': field.label,
    'aria-invalid': binding.problem !== null || undefined,
    disabled: binding.readOnly,
  };
}

export function TextControl(props: ControlProps<TextField>) {
  const { field, binding, onExpression } = props;
  const text = binding.value === undefined ? '' : String(binding.value);
  const change = (next: string) =>
    onExpression && hasExpression(next) ? onExpression(next) : binding.set(next);
  if (field.secret && !field.multiline) return <SecretControl {...{ field, binding }} onType={change} />;
  const common = {
    ...shared(props),
    value: text,
    placeholder: field.placeholder,
    spellCheck: false,
    onChange: (event: { target: { value: string } }) => change(event.target.value),
  };
  if (field.multiline) return <Textarea rows={4} {...common} />;
  return <Input type="text" autoComplete="off" {...common} />;
}

/** What a number field's text means: a number, nothing, or (null) not a number yet. */
export function parseNumber(text: string): number | undefined | null {
  const trimmed = text.trim();
  if (trimmed === '') return undefined;
  const value = Number(trimmed.replace(',', '.'));
  return Number.isFinite(value) ? value : null;
}

export function NumberControl(props: ControlProps<NumberField>) {
  const { field, binding, onExpression } = props;
  const [typed, setTyped] = useState<string | null>(null);
  const shown = typed ?? (binding.value === undefined ? '' : String(binding.value));
  return (
    <div className="relative">
      <Input
        {...shared(props)}
        inputMode="decimal"
        value={shown}
        placeholder={field.default === undefined ? '' : String(field.default)}
        aria-invalid={
          (typed !== null && parseNumber(typed) === null) || binding.problem !== null || undefined
        }
        className={field.unit === 'ms' ? 'pr-9' : undefined}
        onBlur={() => setTyped(null)}
        onChange={({ target }) => {
          if (onExpression && hasExpression(target.value)) {
            onExpression(target.value);
            return;
          }
          setTyped(target.value);
          const value = parseNumber(target.value);
          if (value !== null) binding.set(value);
        }}
      />
      {field.unit === 'ms' ? (
        <span aria-hidden className="pointer-events-none absolute top-1.5 right-2.5 text-xs text-faint">
          ms
        </span>
      ) : null}
    </div>
  );
}

export function BooleanControl(props: ControlProps<BooleanField>) {
  const { field, binding } = props;
  const checked = typeof binding.value === 'boolean' ? binding.value : (field.default ?? false);
  return (
    <div className="flex h-8 items-center">
      <Switch {...shared(props)} checked={checked} onCheckedChange={(next) => binding.set(next)} />
    </div>
  );
}

export function SelectControl(props: ControlProps<SelectField>) {
  const { field, binding } = props;
  const value = typeof binding.value === 'string' ? binding.value : (field.default ?? '');
  const { disabled, ...control } = shared(props);
  return (
    <ChoiceSelect
      {...control}
      value={value}
      options={field.options}
      disabled={disabled}
      onChoose={(next) => binding.set(next)}
    />
  );
}

/** Options as chips; each is a switch of its own. */
export function MultiSelectControl({ field, binding }: ControlProps<MultiSelectField>) {
  const chosen = Array.isArray(binding.value) ? binding.value : [...(field.default ?? [])];
  return (
    <div role="group" aria-label={field.label} data-testid={binding.testId} className="flex flex-wrap gap-1">
      {field.options.map((option) => {
        const isOn = chosen.includes(option.value);
        return (
          <button
            key={option.value}
            type="button"
            aria-pressed={isOn}
            disabled={binding.readOnly}
            data-testid={`${binding.testId}.${option.value}`}
            className={cn(
              'h-7 rounded-md border px-2 text-xs font-medium transition-colors duration-100',
              isOn
                ? 'border-accent/40 bg-accent-soft text-accent'
                : 'border-border text-muted hover:bg-surface-sunken',
            )}
            onClick={() => {
              const kept = field.options.map(({ value }) => value);
              const next = isOn
                ? chosen.filter((value) => value !== option.value)
                : [...chosen, option.value];
              binding.set(kept.filter((value) => next.includes(value)));
            }}
          >
            {option.label}
          </button>
        );
      })}
    </div>
  );
}
