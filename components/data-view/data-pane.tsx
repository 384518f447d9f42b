'use client';
import { useState, type ReactNode } from 'react';
import { Braces, Copy, Table2, TextSelect } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { toast } from '@/components/ui/toast';
import type { Item } from '@/core/items/item';
import { Button } from '@/components/ui/button';
import { Select, SelectContent, SelectItem, SelectTrigger } from '@/components/ui/select';
import { ToggleGroup, ToggleGroupItem } from '@/components/ui/toggle-group';
import { Tooltip } from '@/components/ui/tooltip';
import type { FileSource } from './item-files';
import type { ItemMarks } from './item-marks';
import { ItemsJson } from './items-json';
import { ItemsSchema } from './items-schema';
import { ItemsTable } from './items-table';

type View = 'table' | 'json' | 'schema';
const VIEWS = [
  ['table', Table2],
  ['json', Braces],
  ['schema', TextSelect],
] as const;

function isView(value: string): value is View {
  return value === 'table' || value === 'json' || value === 'schema';
}

export interface DataPaneProps {
  title: string;
  testId: string;
  /** Port → items. */
  ports: Readonly<Record<string, readonly Item[]>>;
  /** Says where the data comes from when that is not plain. */
  note?: ReactNode;
  /** Shown when there is nothing. */
  empty: ReactNode;
  /** Buttons of the head that do something with the shown port. */
  actions?: ((port: string) => ReactNode) | undefined;
  /** Stands between head and items. */
  banner?: ReactNode;
  /** How the files of the items are looked into, where they are of a run. */
  files?: FileSource | undefined;
  /** Lineage of the shown port's items. */
  marksOf?: ((port: string) => ItemMarks | undefined) | undefined;
}

function PaneHead({
  title,
  count,
  note,
  children,
}: {
  title: string;
  count: number;
  note?: ReactNode;
  children: ReactNode;
}) {
  const t = useTranslations('editor');
  return (
    <div className="flex min-h-10 shrink-0 flex-wrap items-center gap-x-2 gap-y-1 border-b border-border px-3 py-1.5">
      <h3 className="text-xs font-semibold">{title}</h3>
      {count > 0 ? (
        <span className="text-[11.5px] whitespace-nowrap text-muted tabular-nums">
          {t('run.items', { count })}
        </span>
      ) : null}
      {note}
      <div className="ml-auto flex flex-wrap items-center justify-end gap-1">{children}</div>
    </div>
  );
}

function PortPicker({
  names,
  port,
  onPort,
}: {
  names: readonly string[];
  port: string;
  onPort(port: string): void;
}) {
  const t = useTranslations('editor');
  if (names.length < 2) return null;
  return (
    <Select value={port} onValueChange={onPort}>
      <SelectTrigger aria-label={t('data.port')} className="h-6 w-auto text-xs">
        {port}
      </SelectTrigger>
      <SelectContent>
        {names.map((name) => (
          <SelectItem key={name} value={name}>
            {name}
          </SelectItem>
        ))}
      </SelectContent>
    </Select>
  );
}

/** Items of a node as a table, as JSON or as a schema. */
export function DataPane(props: DataPaneProps) {
  const { title, testId, ports, note, empty, actions, banner, marksOf, files } = props;
  const t = useTranslations('editor');
  const [view, setView] = useState<View>('table');
  const [chosen, setPort] = useState<string | null>(null);
  const names = Object.keys(ports);
  const port =
    (chosen !== null && names.includes(chosen) ? chosen : names.find((name) => ports[name]?.length)) ??
    names[0] ??
    'main';
  const items = ports[port] ?? [];
  const marks = marksOf?.(port);
  const copy = async () => {
    await navigator.clipboard.writeText(
      JSON.stringify(
        items.map((item) => item.json),
        null,
        2,
      ),
    );
    toast.success(t('data.copied'));
  };
  return (
    <section aria-label={title} data-testid={testId} className="flex min-h-0 min-w-0 flex-1 flex-col">
      <PaneHead title={title} count={items.length} note={items.length > 0 ? note : undefined}>
        <PortPicker names={names} port={port} onPort={setPort} />
        {items.length > 0 ? (
          <>
            <ToggleGroup
              type="single"
              value={view}
              aria-label={t('data.view')}
              onValueChange={(next: string) => isView(next) && setView(next)}
            >
              {VIEWS.map(([name, Icon]) => (
                <Tooltip key={name} content={t(`data.${name}`)}>
                  <span className="inline-flex">
                    <ToggleGroupItem
                      value={name}
                      aria-label={t(`data.${name}`)}
                      data-testid={`${testId}.${name}`}
                    >
                      <Icon />
                    </ToggleGroupItem>
                  </span>
                </Tooltip>
              ))}
            </ToggleGroup>
            <Tooltip content={t('data.copy')}>
              <Button variant="ghost" size="icon-sm" aria-label={t('data.copy')} onClick={() => void copy()}>
                <Copy />
              </Button>
            </Tooltip>
          </>
        ) : null}
        {actions?.(port)}
      </PaneHead>
      {banner}
      {items.length === 0 ? (
        <div className="flex flex-1 items-center justify-center p-6 text-center text-[13px] text-muted">
          {empty}
        </div>
      ) : view === 'table' ? (
        <ItemsTable items={items} marks={marks} files={{ port, source: files }} />
      ) : view === 'json' ? (
        <ItemsJson items={items} marks={marks} />
      ) : (
        <ItemsSchema items={items} />
      )}
    </section>
  );
}
