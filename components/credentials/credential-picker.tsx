'use client';
import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { isCredentialKind } from '@/core/credentials/kinds';
import { useTRPC } from '@/components/api/trpc-provider';
import { useTenant } from '@/components/shell/tenant-context';
import { Picker } from '@/components/ui/picker';
import { CredentialDialog, type CredentialDialogProps } from './credential-dialog';
import { CredentialSearch } from './credential-search';

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

/** One of the tenant's credentials of a fitting kind, found by its name, or a new one that is made on the spot. */
export function CredentialPicker(props: CredentialPickerProps) {
  const { value, onChange, label, testId, disabled = false, preset } = props;
  const t = useTranslations('credentials.picker');
  const tenant = useTenant();
  const kinds = props.kinds.filter(isCredentialKind);
  const [isOpen, setOpen] = useState(false);
  const [isMaking, setMaking] = useState(false);
  const name = useChosenName(value);
  if (!tenant.may('credential:use') && value === null) {
    return <p className="text-xs text-muted">{t('forbidden')}</p>;
  }
  const text = value === null ? (props.none ?? t('choose')) : name;
  return (
    <>
      <Picker
        state={{ isOpen, setOpen }}
        text={text}
        isEmpty={value === null}
        label={label}
        testId={testId}
        disabled={disabled || !tenant.may('credential:use')}
        isInvalid={props.isInvalid}
      >
        <CredentialSearch
          {...props}
          kinds={kinds}
          onChoose={(id) => {
            setOpen(false);
            onChange(id);
          }}
          {...(tenant.may('credential:write')
            ? {
                onCreate: () => {
                  setOpen(false);
                  setMaking(true);
                },
              }
            : {})}
        />
      </Picker>
      {isMaking ? (
        <CredentialDialog
          credential={null}
          kinds={kinds}
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

const OWN_ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** What the chosen one is called, with its kind. What came from elsewhere carries the name that it had there. */
function useChosenName(value: string | null): string {
  const t = useTranslations('credentials');
  const trpc = useTRPC();
  const { slug: tenant } = useTenant();
  const isOwn = value !== null && OWN_ID.test(value);
  const found = useQuery({
    ...trpc.credential.get.queryOptions({ tenant, id: value ?? '' }),
    enabled: isOwn,
    retry: false,
  });
  if (isOwn && found.data) return `${found.data.name} · ${t(`kinds.${found.data.kind}.name`)}`;
  if (isOwn && found.isPending) return '…';
  const [from, , ...name] = (value ?? '').split('/');
  return from === 'n8n' && name.length > 0 ? t('picker.foreign', { name: name.join('/') }) : t('picker.gone');
}
