'use client';
import { useState } from 'react';
import { Copy, Dices, Eye, EyeOff, type LucideIcon } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { TextField } from '@/core/node-kit/field';
import { Button } from '@/components/ui/button';
import { Input } from '@/components/ui/input';
import { toast } from '@/components/ui/toast';
import { Tooltip } from '@/components/ui/tooltip';
import type { FieldBinding } from './field-context';

/** Bytes of a secret that is made up here: as many as nobody guesses. */
const SECRET_BYTES = 24;

function randomSecret(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(SECRET_BYTES));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

function SecretButton({ name, icon: Icon, onClick }: { name: string; icon: LucideIcon; onClick(): void }) {
  return (
    <Tooltip content={name}>
      <Button variant="ghost" size="icon-sm" aria-label={name} onClick={onClick}>
        <Icon />
      </Button>
    </Tooltip>
  );
}

/** A text that is hidden until it is asked for, can be copied, and where callers are told it, made up at random. */
export function SecretControl({
  field,
  binding,
  onType,
}: {
  field: TextField;
  binding: FieldBinding;
  onType(text: string): void;
}) {
  const t = useTranslations('editor.secret');
  const [isShown, setShown] = useState(false);
  const text = binding.value === undefined ? '' : String(binding.value);
  const copy = async () => {
    await navigator.clipboard.writeText(text);
    toast.success(t('copied'));
  };
  return (
    <div className="flex items-center gap-0.5">
      <Input
        type={isShown ? 'text' : 'password'}
        data-testid={binding.testId}
        aria-label={field.label}
        aria-invalid={binding.problem !== null || undefined}
        disabled={binding.readOnly}
        placeholder={field.placeholder}
        spellCheck={false}
        autoComplete="off"
        value={text}
        onChange={({ target }) => onType(target.value)}
      />
      {/* Whoever only reads gets a mask, which is nothing to look at or to copy. */}
      {text === '' || binding.readOnly ? null : (
        <>
          <SecretButton
            name={t(isShown ? 'hide' : 'show', { name: field.label })}
            icon={isShown ? EyeOff : Eye}
            onClick={() => setShown(!isShown)}
          />
          <SecretButton name={t('copy', { name: field.label })} icon={Copy} onClick={() => void copy()} />
        </>
      )}
      {field.madeHere && !binding.readOnly ? (
        <SecretButton
          name={t('make', { name: field.label })}
          icon={Dices}
          onClick={() => {
            binding.set(randomSecret());
            setShown(true);
          }}
        />
      ) : null}
    </div>
  );
}
