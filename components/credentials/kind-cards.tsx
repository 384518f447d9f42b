'use client';
import { FileKey, Heading, Link2, RefreshCw, Ticket, UserRound, type LucideIcon } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { CredentialKind } from '@/core/credentials/kinds';

const ICONS: Readonly<Record<CredentialKind, LucideIcon>> = {
  header: Heading,
  bearer: Ticket,
  basic: UserRound,
  query: Link2,
  'oauth2-client-credentials': RefreshCw,
  secret: FileKey,
};

/** The kinds of credentials, one card for each. */
export function KindCards({
  kinds,
  onChoose,
}: {
  kinds: readonly CredentialKind[];
  onChoose(kind: CredentialKind): void;
}) {
  const t = useTranslations('credentials.kinds');
  return (
    <ul className="grid gap-2 sm:grid-cols-2">
      {kinds.map((kind, index) => {
        const Icon = ICONS[kind];
        return (
          <li key={kind} className="flex">
            <button
              type="button"
              autoFocus={index === 0}
              data-testid={`credential.kind.${kind}`}
              className="flex w-full items-start gap-3 rounded-md border border-border bg-surface p-3 text-left transition-colors duration-100 hover:border-border-strong hover:bg-surface-sunken"
              onClick={() => onChoose(kind)}
            >
              <Icon className="mt-0.5 size-4 shrink-0 text-accent" aria-hidden />
              <span className="min-w-0">
                <span className="block text-[13px] font-medium">{t(`${kind}.name`)}</span>
                <span className="block text-xs text-muted">{t(`${kind}.text`)}</span>
              </span>
            </button>
          </li>
        );
      })}
    </ul>
  );
}
