'use client';
import { useCodeMirror } from '@/components/expression-editor/use-code-mirror';
import { cn } from '@/components/ui/cn';
import { JSON_EXTENSIONS } from './json-extensions';

export interface JsonTextProps {
  value: string;
  label: string;
  testId: string;
  /** Its height. */
  className: string;
  autoFocus?: boolean;
  onChange(value: string): void;
}

/** An editor for a text of JSON. */
export function JsonText({ value, label, testId, className, autoFocus = false, onChange }: JsonTextProps) {
  const { host } = useCodeMirror({
    value,
    extensions: () => JSON_EXTENSIONS,
    attributes: { 'aria-label': label, 'data-testid': testId },
    autoFocus,
    onChange,
  });
  return (
    <div
      ref={host}
      className={cn(
        'overflow-auto rounded-md border border-border bg-background focus-within:border-ring focus-within:ring-2 focus-within:ring-ring/30',
        className,
      )}
    />
  );
}
