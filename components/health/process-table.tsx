'use client';
import { useTranslations } from 'next-intl';
import type { HealthView } from '@/core/contracts/health';
import { Cell, DataTable, HeadCell, Row } from '@/components/ui/data-table';
import { RelativeTime } from '@/components/ui/relative-time';

/** The processes that live now. */
export function ProcessTable({ processes }: { processes: HealthView['processes'] }) {
  const t = useTranslations('health');
  if (processes.length === 0) return <p className="text-[13px] text-muted">{t('noProcesses')}</p>;
  return (
    <DataTable>
      <thead>
        <tr>
          <HeadCell>{t('process')}</HeadCell>
          <HeadCell>{t('host')}</HeadCell>
          <HeadCell>{t('version')}</HeadCell>
          <HeadCell>{t('since')}</HeadCell>
          <HeadCell>{t('heartbeat')}</HeadCell>
        </tr>
      </thead>
      <tbody>
        {processes.map((one) => (
          <Row key={one.id} data-testid={`health.process.${one.id}`}>
            <Cell className="font-medium">
              {t(`kind.${one.kind}`)} <span className="font-mono text-xs text-muted">{one.pid}</span>
            </Cell>
            <Cell className="font-mono text-xs">{one.host}</Cell>
            <Cell>{one.version}</Cell>
            <Cell className="text-muted">
              <RelativeTime iso={one.startedAt} />
            </Cell>
            <Cell className="text-muted">
              <RelativeTime iso={one.heartbeatAt} />
            </Cell>
          </Row>
        ))}
      </tbody>
    </DataTable>
  );
}
