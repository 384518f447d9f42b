'use client';
import { useEffect, useState } from 'react';
import { Search } from 'lucide-react';
import { Input } from '@/components/ui/input';

const TYPING_MS = 300;

/** A search that is asked for when the typing pauses. */
export function TypedFilter({
  label,
  text,
  testId,
  onChange,
}: {
  label: string;
  text: string;
  testId: string;
  onChange(text: string): void;
}) {
  const [typed, setTyped] = useState<string | null>(null);
  useEffect(() => {
    if (typed === null) return undefined;
    const timer = window.setTimeout(() => {
      if (typed !== text) onChange(typed);
      setTyped(null);
    }, TYPING_MS);
    return () => window.clearTimeout(timer);
    // Only typing starts the clock again.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [typed]);
  return (
    <div className="relative min-w-52 flex-1">
      <Search aria-hidden className="pointer-events-none absolute top-2 left-2.5 size-4 text-faint" />
      <Input
        type="search"
        className="pl-8"
        data-testid={testId}
        aria-label={label}
        placeholder={label}
        value={typed ?? text}
        onChange={({ target }) => setTyped(target.value)}
      />
    </div>
  );
}
