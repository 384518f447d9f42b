'use client';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { CREDENTIAL_KINDS, type CredentialKind } from '@/core/credentials/kinds';
import { Dialog, DialogContent, DialogDescription, DialogHeader, DialogTitle } from '@/components/ui/dialog';
import { CredentialForm, type CredentialFormProps } from './credential-form';
import { KindCards } from './kind-cards';

export interface CredentialDialogProps extends Omit<CredentialFormProps, 'kind' | 'onBack'> {
  /** Kinds that may be made; all where it is left out. */
  kinds?: readonly CredentialKind[];
}

/** Makes or changes a credential: first the kind, then its values. */
export function CredentialDialog({
  credential,
  kinds = CREDENTIAL_KINDS,
  preset,
  onClose,
  onSaved,
}: CredentialDialogProps) {
  const t = useTranslations('credentials');
  const [only, second] = kinds;
  const [kind, setKind] = useState<CredentialKind | null>(
    credential?.kind ?? (second === undefined ? (only ?? null) : null),
  );
  const canGoBack = credential === null && second !== undefined;
  const title =
    credential !== null
      ? t('form.editTitle', { name: credential.name })
      : kind === null
        ? t('form.chooseTitle')
        : t('form.createTitle', { kind: t(`kinds.${kind}.name`) });
  return (
    <Dialog open onOpenChange={(open) => (open ? undefined : onClose())}>
      <DialogContent data-testid="credential.dialog" className="w-[min(36rem,calc(100vw-2rem))]">
        <DialogHeader>
          <DialogTitle>{title}</DialogTitle>
          <DialogDescription>
            {kind === null ? t('form.chooseText') : t(`kinds.${kind}.text`)}
          </DialogDescription>
        </DialogHeader>
        {kind === null ? (
          <KindCards kinds={kinds} onChoose={setKind} />
        ) : (
          <CredentialForm
            kind={kind}
            credential={credential}
            {...(preset ? { preset } : {})}
            {...(canGoBack ? { onBack: () => setKind(null) } : {})}
            onClose={onClose}
            onSaved={onSaved}
          />
        )}
      </DialogContent>
    </Dialog>
  );
}
