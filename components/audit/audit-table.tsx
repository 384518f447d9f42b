'use client';
import { useTranslations } from 'next-intl';
import type { AuditEntryView } from '@/core/contracts/audit';
import { useTenant } from '@/components/shell/tenant-context';
import { Cell, DataTable, HeadCell, Row } from '@/components/ui/data-table';
import { RelativeTime } from '@/components/ui/relative-time';
import { auditDetails } from './audit-details';
import { AuditTarget } from './audit-target';
import type { Actors } from './use-actors';

function Details({ details }: Pick<AuditEntryView, 'details'>) {
  const rows = auditDetails(details);
  const text = rows.map(({ name, value }) => `${name} ${value}`).join(' · ');
  return (
    <span className="block truncate text-xs text-muted" title={text}>
      {text}
    </span>
  );
}

/** Entries of the audit log. */
export function AuditTable({ entries, actors }: { entries: readonly AuditEntryView[]; actors: Actors }) {
  const t = useTranslations('audit');
  const { slug } = useTenant();
  return (
    <DataTable>
      <thead>
        <tr>
          <HeadCell>{t('when')}</HeadCell>
          <HeadCell>{t('who')}</HeadCell>
          <HeadCell>{t('what')}</HeadCell>
          <HeadCell>{t('target')}</HeadCell>
          <HeadCell>{t('details')}</HeadCell>
        </tr>
      </thead>
      <tbody>
        {entries.map((entry) => (
          <Row key={entry.id} data-testid="audit.row">
            <Cell className="w-36 text-muted">
              <RelativeTime iso={entry.at} />
            </Cell>
            <Cell className="max-w-48 truncate" title={entry.actorId}>
              {actors.nameOf(entry)}
            </Cell>
            <Cell className="whitespace-nowrap" title={entry.action}>
              {t.has(`action.${entry.action}` as 'action.run.cancel')
                ? t(`action.${entry.action}` as 'action.run.cancel')
                : entry.action}
            </Cell>
            <Cell className="max-w-72">
              <AuditTarget
                entry={entry}
                slug={slug}
                name={entry.targetName ?? actors.memberName(entry.targetId)}
              />
            </Cell>
            {/* What is left of the width, and never more. */}
            <Cell className="w-1/3 max-w-0">
              <Details details={entry.details} />
            </Cell>
          </Row>
        ))}
      </tbody>
    </DataTable>
  );
}
