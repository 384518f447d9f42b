'use client';
import { Check } from 'lucide-react';
import { useId, useState, type KeyboardEvent, type ReactNode } from 'react';
import { cn } from './cn';
import { Input } from './input';
import { markedRow, rowAfterKey } from './list-keys';

export interface SearchOption {
  key: string;
  text: string;
  isChosen: boolean;
  choose(): void;
  /** Instead of the tick of what is chosen. */
  icon?: ReactNode;
  /** At the end of the row. */
  note?: ReactNode;
}

/**
 * A field and the list of what it finds: a combobox whose list is always open, worked by Up, Down, Home, End and Enter
 * while the caret stays in the field. Escape is left to what it lies in.
 */
export function SearchList({
  search,
  onSearch,
  options,
  label,
  listLabel,
  testId,
}: {
  search: string;
  onSearch(text: string): void;
  options: readonly SearchOption[];
  /** Name of the field, shown in it while it is empty. */
  label: string;
  listLabel: string;
  /** The field is `.search` of it, the list `.list`, an option `.` and its key. */
  testId: string;
}) {
  const listId = useId();
  const [moved, setMoved] = useState<number | null>(null);
  const chosen = options.findIndex(({ isChosen }) => isChosen);
  const active = markedRow(moved, chosen, options.length);
  const press = (event: KeyboardEvent) => {
    // What an input method is writing is its own matter.
    if (event.nativeEvent.isComposing) return;
    const to = rowAfterKey(event.key, active, options.length);
    if (to === null && event.key !== 'Enter') return;
    event.preventDefault();
    if (to === null) options[active]?.choose();
    else setMoved(to);
  };
  return (
    <>
      <Input
        role="combobox"
        aria-expanded
        aria-controls={listId}
        aria-autocomplete="list"
        aria-activedescendant={active >= 0 ? `${listId}-${active}` : undefined}
        autoFocus
        autoComplete="off"
        value={search}
        placeholder={label}
        aria-label={label}
        data-testid={`${testId}.search`}
        onKeyDown={press}
        onChange={({ target }) => {
          onSearch(target.value);
          setMoved(null);
        }}
      />
      <ul
        id={listId}
        role="listbox"
        aria-label={listLabel}
        className="mt-1 max-h-64 overflow-y-auto"
        data-testid={`${testId}.list`}
      >
        {options.map((option, index) => (
          <li
            key={option.key}
            id={`${listId}-${index}`}
            ref={index === active ? (element) => element?.scrollIntoView({ block: 'nearest' }) : undefined}
            role="option"
            aria-selected={option.isChosen}
            data-testid={`${testId}.${option.key}`}
            className={cn(
              'flex min-h-8 cursor-pointer items-center gap-2 rounded px-2 text-[13px]',
              index === active && 'bg-surface-sunken',
            )}
            onPointerMove={() => setMoved(index)}
            onClick={option.choose}
          >
            {option.icon ?? (
              <Check className={cn('size-3.5 shrink-0', !option.isChosen && 'invisible')} aria-hidden />
            )}
            <span className="min-w-0 flex-1 truncate" title={option.text}>
              {option.text}
            </span>
            {option.note}
          </li>
        ))}
      </ul>
    </>
  );
}
