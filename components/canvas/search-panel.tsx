'use client';
import { useMemo, useState, type KeyboardEvent } from 'react';
import { ChevronDown, ChevronRight, Search, X } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Button } from '@/components/ui/button';
import { cn } from '@/components/ui/cn';
import { toast } from '@/components/ui/toast';
import { useDocument, useEditor, usePanels, type Editor } from '@/components/editor/editor-context';
import { boundsOf } from './arrange';
import { selectedBoxes } from './boxes';
import { focusCanvas } from './focus-node';
import { MAX_HITS, replaceEdits, searchWorkflow, type SearchHit } from './search-workflow';
import { useReveal } from './use-fit-view';

const FIELD = 'h-8 w-full rounded-md border border-border bg-surface px-2 text-[13px] placeholder:text-faint';

/** What was found is drawn at least this large. */
const FOUND_ZOOM = 0.6;

/** Brings a find into view and selects it. */
function useShowHit() {
  const editor = useEditor();
  const reveal = useReveal();
  return (hit: SearchHit, opens: boolean) => {
    const selection = {
      nodes: hit.kind === 'note' ? [] : [hit.id],
      notes: hit.kind === 'note' ? [hit.id] : [],
      edges: [],
    };
    const { select, inspect, inspected } = editor.interaction.getState();
    select(selection);
    if (hit.kind !== 'note' && (opens || inspected !== null)) inspect(hit.id);
    const { nodes, notes } = selectedBoxes(editor.document.getState().graph, editor.catalog, selection);
    const box = boundsOf([...nodes, ...notes]);
    if (box) reveal(box, FOUND_ZOOM);
  };
}

function Hit({ hit, isActive, onPick }: { hit: SearchHit; isActive: boolean; onPick(): void }) {
  const t = useTranslations('editor.search');
  return (
    <li
      id={`search-hit-${hit.key.replace(/\s/g, '-')}`}
      role="option"
      aria-selected={isActive}
      data-testid={`search.hit.${hit.kind}.${hit.id}`}
      className={cn(
        'cursor-default rounded-md px-2 py-1.5 text-[13px]',
        isActive ? 'bg-accent-soft' : 'hover:bg-surface-sunken',
      )}
      onClick={onPick}
    >
      <span className="flex items-baseline gap-2">
        <span className="min-w-0 flex-1 truncate font-medium">{hit.title}</span>
        <span className="max-w-1/2 shrink-0 truncate text-[11px] text-muted">
          {hit.kind === 'parameter' ? hit.place.join(' › ') : t(`kinds.${hit.kind}`)}
        </span>
      </span>
      <span className="block truncate text-xs text-muted">
        {hit.before}
        <mark className="rounded-sm bg-warning-soft px-0.5 text-foreground">{hit.match}</mark>
        {hit.after}
      </span>
    </li>
  );
}

function replace(editor: Editor, input: { query: string; by: string; hits?: readonly SearchHit[] }): number {
  const edits = replaceEdits(editor.document.getState().graph, input);
  if (edits.length === 0) return 0;
  editor.endGesture();
  const { done } = editor.apply({ kind: 'batch', edits });
  editor.endGesture();
  return done ? edits.length : 0;
}

function ReplaceRow({ query, hit }: { query: string; hit: SearchHit | undefined }) {
  const t = useTranslations('editor.search');
  const editor = useEditor();
  const [by, setBy] = useState('');
  const run = (hits?: readonly SearchHit[]) => {
    const count = replace(editor, { query, by, ...(hits ? { hits } : {}) });
    toast.success(t('replaced', { count }));
  };
  const isEmpty = query.trim() === '';
  return (
    <div className="flex items-center gap-1.5">
      <input
        aria-label={t('by')}
        placeholder={t('by')}
        data-testid="search.by"
        className={FIELD}
        value={by}
        onChange={(event) => setBy(event.target.value)}
      />
      <Button
        size="sm"
        className="h-8"
        disabled={hit?.kind !== 'parameter'}
        onClick={() => hit && run([hit])}
      >
        {t('replace')}
      </Button>
      <Button
        size="sm"
        className="h-8"
        data-testid="search.replace-all"
        disabled={isEmpty}
        onClick={() => run()}
      >
        {t('replaceAll')}
      </Button>
    </div>
  );
}

function SearchBox() {
  const t = useTranslations('editor.search');
  const editor = useEditor();
  const show = useShowHit();
  const graph = useDocument((state) => state.graph);
  const readOnly = useDocument((state) => state.readOnly);
  const [query, setQuery] = useState('');
  const [active, setActive] = useState(0);
  const [replaces, setReplaces] = useState(false);
  const hits = useMemo(() => searchWorkflow(graph, editor.catalog, query), [graph, editor.catalog, query]);
  const at = Math.min(active, hits.length - 1);
  const current = hits[at];
  const close = () => {
    editor.panels.getState().setSearchOpen(false);
    focusCanvas(editor.interaction.getState().selection.nodes[0]);
  };
  const go = (to: number, opens: boolean) => {
    const next = hits.length === 0 ? 0 : (to + hits.length) % hits.length;
    setActive(next);
    const hit = hits[next];
    if (!hit) return;
    show(hit, opens);
    document
      .getElementById(`search-hit-${hit.key.replace(/\s/g, '-')}`)
      ?.scrollIntoView({ block: 'nearest' });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      go(at + (event.key === 'ArrowDown' ? 1 : -1), false);
    } else if (event.key === 'Enter') {
      event.preventDefault();
      go(event.shiftKey ? at - 1 : at, true);
    }
  };
  return (
    <section
      role="search"
      aria-label={t('label')}
      data-testid="search"
      data-floats
      className="absolute top-3 right-3 z-30 flex max-h-[60%] w-88 max-w-[calc(100%-1.5rem)] flex-col gap-2 rounded-xl border border-border bg-surface-raised p-2 shadow-pop"
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.stopPropagation();
        close();
      }}
    >
      <div className="flex items-center gap-1">
        {readOnly ? null : (
          <Button
            variant="ghost"
            size="icon-sm"
            aria-label={t('showReplace')}
            aria-expanded={replaces}
            onClick={() => setReplaces(!replaces)}
          >
            {replaces ? <ChevronDown /> : <ChevronRight />}
          </Button>
        )}
        <div className="relative flex-1">
          <Search aria-hidden className="pointer-events-none absolute top-2 left-2 size-4 text-faint" />
          <input
            autoFocus
            role="combobox"
            aria-expanded={hits.length > 0}
            aria-controls="search-hits"
            aria-activedescendant={current ? `search-hit-${current.key.replace(/\s/g, '-')}` : undefined}
            aria-label={t('label')}
            placeholder={t('placeholder')}
            data-testid="search.query"
            autoComplete="off"
            spellCheck={false}
            className={cn(FIELD, 'pr-16 pl-8')}
            value={query}
            onChange={(event) => {
              setQuery(event.target.value);
              setActive(0);
            }}
            onKeyDown={onKeyDown}
          />
          <span
            aria-live="polite"
            className="pointer-events-none absolute top-2 right-2 text-[11px] text-muted tabular-nums"
          >
            {query.trim() === ''
              ? null
              : hits.length === 0
                ? t('none')
                : t('count', {
                    at: at + 1,
                    count: hits.length,
                    more: hits.length === MAX_HITS ? 'yes' : 'no',
                  })}
          </span>
        </div>
        <Button variant="ghost" size="icon-sm" aria-label={t('close')} onClick={close}>
          <X />
        </Button>
      </div>
      {replaces ? <ReplaceRow query={query} hit={current} /> : null}
      <ul
        id="search-hits"
        role="listbox"
        aria-label={t('hits')}
        className={cn('min-h-0 overflow-y-auto', hits.length === 0 && 'hidden')}
      >
        {hits.map((hit, index) => (
          <Hit key={hit.key} hit={hit} isActive={index === at} onPick={() => go(index, true)} />
        ))}
      </ul>
    </section>
  );
}

/** Search in the workflow: names, types, values, notes. */
export function SearchPanel() {
  const isOpen = usePanels((state) => state.searchOpen);
  return isOpen ? <SearchBox /> : null;
}
