'use client';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Badge } from '@/components/ui/badge';
import { ToggleGroup, ToggleGroupItem } from '@/components/ui/toggle-group';
import type { ImportedView, NodeReportView } from '@/core/contracts/import-n8n';
import type { GoodFile } from './use-read-incoming';
import { useRemarkTexts } from './use-remark-texts';

const RESULTS = ['missing', 'adapted', 'same'] as const;
type Result = (typeof RESULTS)[number];
type Filter = Result | 'all';

const TONES = { same: 'success', adapted: 'warning', missing: 'danger' } as const;

/** One workflow that would come in: its counts, what became of each node, and what it needs. */
export function ImportedWorkflow({
  file,
  isOnly,
  onShow,
}: {
  file: GoodFile;
  /** One node can be looked at only where there is one workflow. */
  isOnly: boolean;
  onShow(nodeId: string): void;
}) {
  const t = useTranslations('import');
  const texts = useRemarkTexts();
  const { workflow, imported } = file;
  const [filter, setFilter] = useState<Filter>('all');
  const report = imported?.report ?? [];
  const count = (result: Result) => report.filter((entry) => entry.result === result).length;
  const shown = report.filter((entry) => filter === 'all' || entry.result === filter);
  return (
    <section className="flex flex-col gap-2" aria-label={workflow.name}>
      <div className="flex flex-wrap items-center gap-2">
        <h3 className="min-w-0 flex-1 truncate text-[13px] font-semibold" title={file.file}>
          {workflow.name}
        </h3>
        {imported ? null : <Badge>{t('own', { count: workflow.nodes.length })}</Badge>}
        {imported ? (
          <ToggleGroup
            type="single"
            value={filter}
            aria-label={t('filter')}
            onValueChange={(value) => setFilter(value === '' ? 'all' : (value as Filter))}
          >
            <ToggleGroupItem value="all" data-testid="import.filter.all">
              {t('results.all', { count: report.length })}
            </ToggleGroupItem>
            {RESULTS.map((result) => (
              <ToggleGroupItem key={result} value={result} data-testid={`import.filter.${result}`}>
                {t(`results.${result}`, { count: count(result) })}
              </ToggleGroupItem>
            ))}
          </ToggleGroup>
        ) : null}
      </div>
      {imported && imported.remarks.length > 0 ? (
        <ul className="list-disc pl-5 text-[13px] text-muted">
          {imported.remarks.map((remark, index) => (
            <li key={index}>{texts(remark)}</li>
          ))}
        </ul>
      ) : null}
      {imported ? <Credentials credentials={imported.credentials.filter(({ key }) => key === null)} /> : null}
      {imported ? (
        <ul className="divide-y divide-border rounded-md border border-border">
          {shown.map((entry, index) => (
            <ReportRow key={index} entry={entry} onShow={isOnly ? onShow : null} />
          ))}
        </ul>
      ) : null}
    </section>
  );
}

/** Secrets never come along: what is needed is said, and where. */
function Credentials({ credentials }: { credentials: ImportedView['credentials'] }) {
  const t = useTranslations('import.credentials');
  if (credentials.length === 0) return null;
  return (
    <div className="rounded-md bg-info-soft px-3 py-2 text-[13px]">
      <p className="font-medium">{t('title', { count: credentials.length })}</p>
      <ul className="mt-1 list-disc pl-5">
        {credentials.map(({ type, name, nodes }) => (
          <li key={`${type} ${name}`}>{t('one', { type, name: name || type, nodes: nodes.join(', ') })}</li>
        ))}
      </ul>
    </div>
  );
}

function ReportRow({ entry, onShow }: { entry: NodeReportView; onShow: ((nodeId: string) => void) | null }) {
  const t = useTranslations('import');
  const texts = useRemarkTexts();
  const { nodeName, nodeId, type, typeVersion, result, remarks, becomes } = entry;
  const canShow = onShow !== null && nodeId !== null && becomes !== 'note';
  return (
    <li className="flex flex-col gap-1 px-3 py-2 text-[13px]" data-testid={`import.node.${result}`}>
      <div className="flex items-center gap-2">
        {canShow ? (
          <button
            type="button"
            className="min-h-6 min-w-0 truncate text-left font-medium text-accent underline-offset-4 hover:underline"
            onClick={() => onShow(nodeId)}
          >
            {nodeName}
          </button>
        ) : (
          <span className="min-w-0 truncate font-medium">{nodeName || t('unnamed')}</span>
        )}
        <span className="min-w-0 flex-1 truncate text-xs text-muted">
          {type} · {typeVersion}
        </span>
        <Badge tone={TONES[result]}>{t(`result.${result}`)}</Badge>
      </div>
      {remarks.length > 0 ? (
        <ul className="list-disc pl-5 text-muted">
          {remarks.map((remark, index) => (
            <li key={index}>
              {texts(remark)}
              {remark.path === undefined ? null : <code className="ml-1 text-xs">{remark.path}</code>}
            </li>
          ))}
        </ul>
      ) : null}
    </li>
  );
}
