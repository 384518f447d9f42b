'use client';
import Link from 'next/link';
import { ChevronDown } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { WorkflowView } from '@/core/contracts/workflow-view';
import type { Catalog } from '@/core/node-kit/definition';
import { countChanges } from '@/core/graph/diff';
import { Badge } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { Popover, PopoverContent, PopoverTrigger } from '@/components/ui/popover';
import { ChangeSummary } from './change-summary';
import { useDraftChanges } from './use-draft-changes';

interface ChipProps {
  tenant: string;
  workflow: WorkflowView;
  catalog: Catalog;
}

function Details({ tenant, workflow, catalog }: ChipProps) {
  const t = useTranslations('versions.summary');
  const { id, publishedVersion: version, draftChanged } = workflow;
  const diff = useDraftChanges(tenant, workflow);
  const versions = `/t/${tenant}/workflows/${id}/versions`;
  if (version === null) return <p className="text-[13px] text-muted">{t('never')}</p>;
  return (
    <div className="space-y-3">
      <p className="text-[13px] font-semibold">{t(draftChanged ? 'since' : 'same', { version })}</p>
      {diff ? <ChangeSummary diff={diff} catalog={catalog} /> : null}
      <div className="flex gap-2">
        {draftChanged ? (
          <Button asChild size="sm">
            <Link href={`${versions}?from=${version}&to=draft`} data-testid="editor.version.compare">
              {t('compare')}
            </Link>
          </Button>
        ) : null}
        <Button asChild size="sm" variant="ghost">
          <Link href={versions}>{t('history')}</Link>
        </Button>
      </div>
    </div>
  );
}

/** Draft, published, or changed since and how much; a click tells what. */
export function VersionChip(props: ChipProps) {
  const t = useTranslations('editor');
  const words = useTranslations('versions');
  const { publishedVersion: version, draftChanged } = props.workflow;
  const diff = useDraftChanges(props.tenant, props.workflow);
  const tone = version === null ? 'neutral' : draftChanged ? 'warning' : 'success';
  return (
    <Popover>
      <PopoverTrigger asChild>
        <button type="button" className="flex h-6 items-center rounded-full" data-testid="editor.version">
          <Badge tone={tone} className="h-6">
            {version === null
              ? t('bar.draft')
              : diff
                ? words('chip', { version, count: countChanges(diff) })
                : t(draftChanged ? 'bar.changed' : 'bar.published', { version })}
            <ChevronDown aria-hidden />
          </Badge>
        </button>
      </PopoverTrigger>
      <PopoverContent align="start" className="w-80" aria-label={words('title')}>
        <Details {...props} />
      </PopoverContent>
    </Popover>
  );
}
