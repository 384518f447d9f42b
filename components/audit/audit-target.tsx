'use client';
import { useTranslations } from 'next-intl';
import Link from 'next/link';
import type { AuditEntryView } from '@/core/contracts/audit';

const PAGES: Readonly<Record<string, (id: string) => string>> = {
  workflow: (id) => `workflows/${id}`,
  run: (id) => `runs/${id}`,
};
const SHOWN_ID = 8;

/** What an entry of the audit log is about: its name where it still has one, and the way to it. */
export function AuditTarget({
  entry,
  slug,
  name,
}: {
  entry: AuditEntryView;
  slug: string;
  name: string | null;
}) {
  const t = useTranslations('audit');
  const { targetKind: kind, targetId: id } = entry;
  if (kind === null) return null;
  const word = t.has(`kind.${kind}` as 'kind.run') ? t(`kind.${kind}` as 'kind.run') : kind;
  const shown = name ?? (id === null ? '' : kind === 'limit' ? id : id.slice(-SHOWN_ID));
  const page = id === null ? undefined : PAGES[kind]?.(id);
  const isGone = kind === 'workflow' && name === null;
  return (
    <span className="flex min-w-0 items-baseline gap-1.5" title={id ?? undefined}>
      <span className="shrink-0 text-muted">{word}</span>
      {page !== undefined && !isGone ? (
        <Link href={`/t/${slug}/${page}`} className="truncate hover:text-accent hover:underline">
          {name === null ? <code className="font-mono text-xs">{shown}</code> : shown}
        </Link>
      ) : name === null ? (
        <code className="truncate font-mono text-xs">{shown}</code>
      ) : (
        <span className="truncate">{shown}</span>
      )}
    </span>
  );
}
