'use client';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { LockKeyhole, Plus } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import type { CredentialView } from '@/core/contracts/credentials';
import { CREDENTIAL_KINDS, kindInfo } from '@/core/credentials/kinds';
import { useTRPC } from '@/components/api/trpc-provider';
import { ChoiceFilter } from '@/components/lists/choice-filter';
import { FilterBar } from '@/components/lists/filter-bar';
import { ListBody } from '@/components/lists/list-body';
import { MoreRows } from '@/components/lists/more-rows';
import { NothingHere } from '@/components/lists/nothing-here';
import { TypedFilter } from '@/components/lists/typed-filter';
import { type FilterControl, useAddressFilters } from '@/components/lists/use-address-filters';
import { useRows } from '@/components/lists/use-rows';
import { PageFrame } from '@/components/shell/page-frame';
import { useTenant } from '@/components/shell/tenant-context';
import { Button } from '@/components/ui/button';
import { Cell, DataTable, HeadCell, Row } from '@/components/ui/data-table';
import { RelativeTime } from '@/components/ui/relative-time';
import { CredentialActions } from './credential-actions';
import { CredentialDialog } from './credential-dialog';
import {
  type CredentialFilters,
  NO_CREDENTIAL_FILTERS,
  parseCredentialFilters,
  writeCredentialFilters,
} from './credential-filters';

const PAGE = 50;
const CODEC = { parse: parseCredentialFilters, write: writeCredentialFilters, none: NO_CREDENTIAL_FILTERS };

/** The tenant's credentials: that they are there, what they are for, never what they hold. */
export function CredentialsPage() {
  const t = useTranslations('credentials');
  const trpc = useTRPC();
  const tenant = useTenant();
  const control = useAddressFilters(CODEC);
  const { text, kind } = control.filters;
  const [edited, setEdited] = useState<CredentialView | 'new' | null>(null);
  const list = useInfiniteQuery(
    trpc.credential.list.infiniteQueryOptions(
      {
        ...{ tenant: tenant.slug, limit: PAGE },
        ...(text.trim() === '' ? {} : { search: text.trim() }),
        ...(kind ? { kind } : {}),
      },
      { getNextPageParam: (page) => page.nextCursor ?? undefined, placeholderData: keepPreviousData },
    ),
  );
  const { rows } = useRows(list);
  const mayWrite = tenant.may('credential:write');
  const isBare = rows.length === 0 && !control.isFiltered && !list.isPending;
  const create = mayWrite ? (
    <Button variant="primary" onClick={() => setEdited('new')} data-testid="credentials.create">
      <Plus />
      {t('create')}
    </Button>
  ) : null;
  const nothing = (
    <NothingHere
      isFiltered={control.isFiltered}
      onClear={control.clear}
      none={{ title: t('noneTitle'), text: t('noneText') }}
      empty={{
        icon: <LockKeyhole />,
        title: t('emptyTitle'),
        text: t(mayWrite ? 'emptyText' : 'emptyTextViewer'),
        action: create,
      }}
    />
  );
  return (
    <PageFrame title={t('title')} text={t('text')} actions={isBare ? null : create}>
      {isBare ? null : <Filters control={control} />}
      <ListBody query={list} isEmpty={rows.length === 0} nothing={nothing}>
        <CredentialTable credentials={rows} onEdit={setEdited} />
      </ListBody>
      <MoreRows pages={list} shown={rows.length} testId="credentials.more" />
      {edited ? (
        <CredentialDialog
          credential={edited === 'new' ? null : edited}
          onClose={() => setEdited(null)}
          onSaved={() => setEdited(null)}
        />
      ) : null}
    </PageFrame>
  );
}

function Filters({ control }: { control: FilterControl<CredentialFilters> }) {
  const t = useTranslations('credentials');
  const { filters, change } = control;
  return (
    <FilterBar isFiltered={control.isFiltered} onClear={control.clear} testId="credentials.filter.clear">
      <TypedFilter
        label={t('search')}
        text={filters.text}
        testId="credentials.filter.text"
        onChange={(text) => change({ text })}
      />
      <ChoiceFilter
        label={t('filter.kind')}
        all={t('filter.any')}
        value={filters.kind}
        testId="credentials.filter.kind"
        choices={CREDENTIAL_KINDS.map((value) => ({ value, label: t(`kinds.${value}.name`) }))}
        onChange={(kind) => change({ kind })}
      />
    </FilterBar>
  );
}

function CredentialTable({
  credentials,
  onEdit,
}: {
  credentials: readonly CredentialView[];
  onEdit(credential: CredentialView): void;
}) {
  const t = useTranslations('credentials');
  const tenant = useTenant();
  const mayUse = tenant.may('credential:use');
  const mayWrite = tenant.may('credential:write');
  return (
    <DataTable>
      <thead>
        <tr>
          <HeadCell>{t('columns.name')}</HeadCell>
          <HeadCell>{t('columns.kind')}</HeadCell>
          {mayUse ? <HeadCell>{t('columns.hosts')}</HeadCell> : null}
          <HeadCell>{t('columns.changed')}</HeadCell>
          {mayWrite ? <HeadCell className="w-10" aria-hidden /> : null}
        </tr>
      </thead>
      <tbody>
        {credentials.map((credential) => (
          <Row key={credential.id} className="relative" data-testid="credentials.row">
            <Cell className="max-w-80 truncate font-medium">
              {mayWrite ? (
                <button
                  type="button"
                  className="min-h-6 text-left after:absolute after:inset-0"
                  onClick={() => onEdit(credential)}
                >
                  {credential.name}
                </button>
              ) : (
                credential.name
              )}
            </Cell>
            <Cell className="w-44">{t(`kinds.${credential.kind}.name`)}</Cell>
            {mayUse ? (
              <Cell className="max-w-72 truncate">
                <Hosts credential={credential} />
              </Cell>
            ) : null}
            <Cell className="w-40 text-muted">
              <RelativeTime iso={credential.updatedAt} />
            </Cell>
            {mayWrite ? (
              <Cell className="w-10 px-1">
                <CredentialActions credential={credential} onEdit={() => onEdit(credential)} />
              </Cell>
            ) : null}
          </Row>
        ))}
      </tbody>
    </DataTable>
  );
}

function Hosts({ credential: { kind, hosts } }: { credential: CredentialView }) {
  const t = useTranslations('credentials');
  if (!kindInfo(kind).travels) return <span className="text-muted">{t('noHostsNeeded')}</span>;
  const [first, ...others] = hosts;
  if (first === undefined) return <span className="text-warning">{t('noHosts')}</span>;
  return (
    <span className="font-mono text-xs" title={hosts.join(', ')}>
      {others.length === 0 ? first : t('moreHosts', { first, count: others.length })}
    </span>
  );
}
