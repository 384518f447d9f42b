'use client';
import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import type { CredentialView } from '@/core/contracts/credentials';
import { isCredentialKind } from '@/core/credentials/kinds';
import { useTRPC } from '@/components/api/trpc-provider';
import { useTenant } from '@/components/shell/tenant-context';
import { Select, SelectContent, SelectItem, SelectTrigger, SelectValue } from '@/components/ui/select';
import { CredentialDialog, type CredentialDialogProps } from './credential-dialog';

const OFFERED = 200;
const CREATE = 'create';
const NONE = 'none';

export interface CredentialPickerProps {
  /** Id of the chosen one, or null. */
  value: string | null;
  onChange(id: string | null): void;
  /** Kinds that fit. */
  kinds: readonly string[];
  /** Name of the control for those who do not see it. */
  label: string;
  testId: string;
  disabled?: boolean;
  isInvalid?: boolean;
  /** Offers to choose none, in these words. */
  none?: string;
  preset?: CredentialDialogProps['preset'];
}

/** One of the tenant's credentials of a fitting kind, or a new one that is made on the spot. */
export function CredentialPicker(props: CredentialPickerProps) {
  const { value, onChange, kinds, label, testId, disabled = false, none, preset } = props;
  const t = useTranslations('credentials');
  const tenant = useTenant();
  const [isMaking, setMaking] = useState(false);
  const { offers, known, isLoaded } = useFitting(kinds, value);
  if (!tenant.may('credential:use') && value === null) {
    return <p className="text-xs text-muted">{t('picker.forbidden')}</p>;
  }
  const mayMake = tenant.may('credential:write');
  const choose = (chosen: string) => {
    if (chosen === CREATE) setMaking(true);
    else onChange(chosen === NONE ? null : chosen);
  };
  return (
    <>
      <Select
        value={value ?? (none === undefined ? '' : NONE)}
        onValueChange={choose}
        disabled={disabled || !tenant.may('credential:use')}
      >
        <SelectTrigger data-testid={testId} aria-label={label} aria-invalid={props.isInvalid || undefined}>
          <SelectValue placeholder={t('picker.choose')} />
        </SelectTrigger>
        <SelectContent className="max-h-80 overflow-y-auto">
          {none === undefined ? null : <SelectItem value={NONE}>{none}</SelectItem>}
          {value !== null && !offers.some(({ id }) => id === value) ? (
            <SelectItem value={value}>{known ?? (isLoaded ? missingName(value, t) : '…')}</SelectItem>
          ) : null}
          {offers.map(({ id, name, kind }) => (
            <SelectItem key={id} value={id}>
              {name} · {t(`kinds.${kind}.name`)}
            </SelectItem>
          ))}
          {mayMake ? <SelectItem value={CREATE}>{t('picker.create')}</SelectItem> : null}
        </SelectContent>
      </Select>
      {isMaking ? (
        <CredentialDialog
          credential={null}
          kinds={kinds.filter(isCredentialKind)}
          {...(preset ? { preset } : {})}
          onClose={() => setMaking(false)}
          onSaved={({ id }) => {
            setMaking(false);
            onChange(id);
          }}
        />
      ) : null}
    </>
  );
}

/** What came from elsewhere carries the name that it had there. */
function missingName(
  value: string,
  t: (key: 'picker.gone' | 'picker.foreign', values?: { name: string }) => string,
): string {
  const [from, , ...name] = value.split('/');
  return from === 'n8n' && name.length > 0 ? t('picker.foreign', { name: name.join('/') }) : t('picker.gone');
}

function useFitting(
  kinds: readonly string[],
  value: string | null,
): { offers: readonly CredentialView[]; known: string | undefined; isLoaded: boolean } {
  const trpc = useTRPC();
  const { slug: tenant } = useTenant();
  const list = useQuery(trpc.credential.list.queryOptions({ tenant, limit: OFFERED }));
  const all = list.data?.items ?? [];
  return {
    offers: all.filter(({ kind }) => kinds.includes(kind)),
    known: all.find(({ id }) => id === value)?.name,
    isLoaded: list.isSuccess,
  };
}
