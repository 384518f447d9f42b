'use client';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { type CredentialField, type CredentialKind, SHORTEST_HIDDEN } from '@/core/credentials/kinds';
import { FormField } from '@/components/ui/form-field';
import { Input } from '@/components/ui/input';
import { Select, SelectContent, SelectItem, SelectTrigger, SelectValue } from '@/components/ui/select';
import { Textarea } from '@/components/ui/textarea';

/** One value of a credential. */
export function CredentialValue({
  kind,
  field,
  isSet,
  initial,
}: {
  kind: CredentialKind;
  field: CredentialField;
  /** A secret that is stored: left empty, it stays. */
  isSet: boolean;
  initial: string;
}) {
  const t = useTranslations('credentials');
  // Labels stand in the catalogue by kind and field.
  const name = t(`fields.${kind}.${field.name}` as 'fields.bearer.token');
  const [length, setLength] = useState(0);
  const isShort = field.secret && length > 0 && length < SHORTEST_HIDDEN;
  const isRequired = field.required && !isSet;
  const shared = {
    name: `field-${field.name}`,
    required: isRequired,
    maxLength: field.maxLength,
    'data-testid': `credential.field.${field.name}`,
    onChange: ({ target }: { target: { value: string } }) => setLength(target.value.trim().length),
  };
  return (
    <FormField
      label={field.required || field.options ? name : t('form.optional', { field: name })}
      help={
        isShort ? (
          <span role="status" className="text-warning" data-testid={`credential.short.${field.name}`}>
            {t('form.short', { count: SHORTEST_HIDDEN })}
          </span>
        ) : isSet ? (
          t('form.keepHelp')
        ) : undefined
      }
    >
      {(ids) => {
        if (field.options) return <Options field={field} id={ids.id} initial={initial} />;
        if (field.multiline) {
          return (
            <Textarea
              {...ids}
              {...shared}
              rows={3}
              spellCheck={false}
              className="font-mono text-xs"
              placeholder={isSet ? t('form.keep') : undefined}
            />
          );
        }
        return (
          <Input
            {...ids}
            {...shared}
            type={field.secret ? 'password' : 'text'}
            // Browsers would offer their own passwords, and offer to keep this one.
            autoComplete={field.secret ? 'new-password' : 'off'}
            spellCheck={false}
            defaultValue={field.secret ? '' : initial}
            placeholder={isSet ? t('form.keep') : field.form === 'url' ? 'https://' : undefined}
          />
        );
      }}
    </FormField>
  );
}

function Options({ field, id, initial }: { field: CredentialField; id: string; initial: string }) {
  const t = useTranslations('credentials.options');
  const [first = ''] = field.options ?? [];
  return (
    <Select name={`field-${field.name}`} defaultValue={initial === '' ? first : initial}>
      <SelectTrigger id={id} data-testid={`credential.field.${field.name}`}>
        <SelectValue />
      </SelectTrigger>
      <SelectContent>
        {(field.options ?? []).map((option) => (
          <SelectItem key={option} value={option}>
            {t(`${field.name}.${option}` as 'sendAs.header')}
          </SelectItem>
        ))}
      </SelectContent>
    </Select>
  );
}
