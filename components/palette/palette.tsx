'use client';
import { useState } from 'react';
import { PanelLeftClose, Plus, Search, X } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Button } from '@/components/ui/button';
import { cn } from '@/components/ui/cn';
import { Tooltip } from '@/components/ui/tooltip';
import { useDocument, useEditor, usePanels } from '@/components/editor/editor-context';
import { openPalette, PALETTE_SEARCH_ID } from './open-palette';
import { PaletteEntry } from './palette-entry';
import { usePalette } from './use-palette';

function PaletteSearch({ palette }: { palette: ReturnType<typeof usePalette> }) {
  const t = useTranslations('editor');
  const { setPaletteOpen } = useEditor().panels.getState();
  return (
    <div className="flex items-center gap-1 border-b border-border p-2">
      <div className="relative flex-1">
        <Search aria-hidden className="pointer-events-none absolute top-2 left-2 size-4 text-faint" />
        <input
          id={PALETTE_SEARCH_ID}
          data-testid="palette.search"
          role="combobox"
          aria-expanded
          aria-controls="palette-list"
          aria-activedescendant={palette.active ? `palette-option-${palette.active}` : undefined}
          aria-label={t('palette.search')}
          placeholder={t('palette.search')}
          autoComplete="off"
          spellCheck={false}
          value={palette.query}
          onChange={(event) => palette.setQuery(event.target.value)}
          onKeyDown={palette.onKeyDown}
          className="h-8 w-full rounded-md border border-border bg-surface pr-2 pl-8 text-[13px] placeholder:text-faint"
        />
      </div>
      <Tooltip content={t('palette.hide')}>
        <Button
          variant="ghost"
          size="icon"
          aria-label={t('palette.hide')}
          onClick={() => setPaletteOpen(false)}
        >
          <PanelLeftClose />
        </Button>
      </Tooltip>
    </div>
  );
}

/** What the palette was opened for, with a way out. */
function PalettePurpose({ palette }: { palette: ReturnType<typeof usePalette> }) {
  const t = useTranslations('editor');
  const editor = useEditor();
  if (palette.target.kind === 'free' || palette.target.kind === 'at') return null;
  const name = palette.source?.name ?? '';
  return (
    <div className="flex items-center gap-2 border-b border-border bg-accent-soft px-3 py-1.5 text-xs text-accent">
      <span className="min-w-0 flex-1 truncate">
        {palette.target.kind === 'after' ? t('palette.after', { name }) : t('palette.between', { name })}
      </span>
      <button
        type="button"
        aria-label={t('palette.anywhere')}
        className="flex size-6 items-center justify-center rounded hover:bg-surface"
        onClick={() => editor.interaction.getState().aimPalette({ kind: 'free' })}
      >
        <X className="size-3.5" />
      </button>
    </div>
  );
}

function PalettePanel() {
  const t = useTranslations('editor');
  const palette = usePalette();
  const [isDragging, setDragging] = useState(false);
  // With the caret in the search, the entry that Enter adds is marked.
  const [isSearching, setSearching] = useState(false);
  return (
    <section
      aria-label={t('palette.label')}
      data-floats
      onFocus={(event) => setSearching(event.target.id === PALETTE_SEARCH_ID)}
      onBlur={() => setSearching(false)}
      className={cn(
        'absolute top-3 bottom-3 left-3 z-20 flex w-68 flex-col overflow-hidden rounded-xl border border-border bg-surface-raised shadow-pop transition-opacity duration-100',
        // A narrow canvas keeps its room until a node is wanted for a place.
        palette.target.kind === 'free' && '@max-lg:hidden',
        isDragging && 'pointer-events-none opacity-40',
      )}
    >
      <PaletteSearch palette={palette} />
      <PalettePurpose palette={palette} />
      {/* Whoever reads by keyboard scrolls it: the entries themselves are reached from the search. */}
      <div
        id="palette-list"
        role="group"
        aria-label={t('palette.entries')}
        tabIndex={0}
        className="min-h-0 flex-1 overflow-y-auto p-1.5 focus-visible:outline-offset-[-2px]"
      >
        {palette.groups.map((group) => (
          <div key={group.key} className="pb-1.5">
            <h3 className="px-2 pt-1.5 pb-1 text-[11px] font-medium text-muted">
              {t(`families.${group.key}`)}
            </h3>
            {group.entries.map((definition) => (
              <PaletteEntry
                key={definition.type}
                definition={definition}
                isActive={(isSearching || palette.query !== '') && palette.active === definition.type}
                onAdd={() => palette.add(definition)}
                onDragging={setDragging}
              />
            ))}
          </div>
        ))}
        {palette.groups.length === 0 ? (
          <p className="px-3 py-6 text-center text-[13px] text-muted">
            {t('palette.nothing', { query: palette.query })}
          </p>
        ) : null}
      </div>
    </section>
  );
}

/** The node types, floating over the canvas's left; folded it is one button. */
export function Palette() {
  const t = useTranslations('editor');
  const editor = useEditor();
  const readOnly = useDocument((state) => state.readOnly);
  const isOpen = usePanels((state) => state.paletteOpen);
  if (readOnly) return null;
  if (isOpen) return <PalettePanel />;
  return (
    <Tooltip content={t('palette.open')} side="right">
      <Button
        size="icon"
        data-testid="palette.open"
        data-floats
        aria-label={t('palette.open')}
        className="absolute top-3 left-3 z-20 shadow-card"
        onClick={() => openPalette(editor, { kind: 'free' })}
      >
        <Plus />
      </Button>
    </Tooltip>
  );
}
