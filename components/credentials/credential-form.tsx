'use client';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import type { FormEvent } from 'react';
import type { CredentialView } from '@/core/contracts/credentials';
import { kindInfo, type CredentialKind } from '@/core/credentials/kinds';
import { useTRPC } from '@/components/api/trpc-provider';
import { useTenant } from '@/components/shell/tenant-context';
import { Button } from '@/components/ui/button';
import { FormError } from '@/components/ui/form-error';
import { FormField } from '@/components/ui/form-field';
import { FormFooter } from '@/components/ui/form-footer';
import { Input } from '@/components/ui/input';
import { Textarea } from '@/components/ui/textarea';
import { toast } from '@/components/ui/toast';
import { CredentialValue } from './credential-value';

/** Hosts as a person writes them: on lines, or parted by commas or blanks. */
function hostsIn(text: string): string[] {
  return text.split(/[\s,;]+/).filter((host) => host !== '');
}

export interface CredentialFormProps {
  kind: CredentialKind;
  /** The one that is changed; null makes a new one. */
  credential: CredentialView | null;
  /** What a new one begins with. */
  preset?: { name?: string; hosts?: readonly string[] };
  onBack?(): void;
  onClose(): void;
  onSaved(credential: CredentialView): void;
}

/** The values of a credential of one kind. Secrets that are set can be replaced, not seen. */
export function CredentialForm({ kind, credential, preset, onBack, onClose, onSaved }: CredentialFormProps) {
  const t = useTranslations('credentials.form');
  const { fields, travels } = kindInfo(kind);
  const save = useSave(kind, credential, onSaved);

  function submit(event: FormEvent<HTMLFormElement>): void {
    event.preventDefault();
    // The dialog may stand inside another form by React's tree.
    event.stopPropagation();
    const given = new FormData(event.currentTarget);
    const textOf = (name: string) => {
      const value = given.get(name);
      return typeof value === 'string' ? value : '';
    };
    save.run({
      name: textOf('credential-name'),
      fields: Object.fromEntries(fields.map(({ name }) => [name, textOf(`field-${name}`)])),
      hosts: travels ? hostsIn(textOf('hosts')) : [],
    });
  }

  return (
    <form onSubmit={submit} className="flex flex-col gap-4" autoComplete="off">
      <FormField label={t('name')}>
        {(ids) => (
          <Input
            {...ids}
            name="credential-name"
            required
            autoFocus
            maxLength={120}
            defaultValue={credential?.name ?? preset?.name ?? ''}
            placeholder={t('namePlaceholder')}
            data-testid="credential.name"
          />
        )}
      </FormField>
      {fields.map((field) => (
        <CredentialValue
          key={field.name}
          kind={kind}
          field={field}
          isSet={credential !== null && field.secret}
          initial={credential?.fields[field.name] ?? ''}
        />
      ))}
      {travels ? (
        <FormField label={t('hosts')} help={t(credential ? 'hostsMoved' : 'hostsHelp')}>
          {(ids) => (
            <Textarea
              {...ids}
              name="hosts"
              rows={2}
              spellCheck={false}
              className="font-mono text-xs"
              defaultValue={(credential?.hosts ?? preset?.hosts ?? []).join('\n')}
              placeholder="api.example.com"
              data-testid="credential.hosts"
            />
          )}
        </FormField>
      ) : null}
      <FormError>{save.error}</FormError>
      <div className="flex items-center justify-between gap-2">
        {onBack ? (
          <Button variant="ghost" onClick={onBack}>
            {t('back')}
          </Button>
        ) : (
          <span />
        )}
        <FormFooter submit={t(credential ? 'save' : 'submit')} isBusy={save.isBusy} onCancel={onClose} />
      </div>
    </form>
  );
}

interface Values {
  name: string;
  fields: Record<string, string>;
  hosts: string[];
}

function useSave(
  kind: CredentialKind,
  credential: CredentialView | null,
  onSaved: (credential: CredentialView) => void,
) {
  const t = useTranslations('credentials.form');
  const trpc = useTRPC();
  const queries = useQueryClient();
  const { slug: tenant } = useTenant();
  const done = async (saved: CredentialView): Promise<void> => {
    toast.success(t(credential ? 'saved' : 'created', { name: saved.name }));
    await queries.invalidateQueries(trpc.credential.pathFilter());
    onSaved(saved);
  };
  const create = useMutation(trpc.credential.create.mutationOptions({ onSuccess: done }));
  const update = useMutation(trpc.credential.update.mutationOptions({ onSuccess: done }));
  return {
    isBusy: create.isPending || update.isPending,
    error: (credential ? update.error : create.error)?.message,
    run: (values: Values) =>
      credential
        ? update.mutate({ tenant, id: credential.id, ...values })
        : create.mutate({ tenant, kind, ...values }),
  };
}
