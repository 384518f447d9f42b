'use client';
import { useId, type ReactNode } from 'react';
import { Label } from './label';

/** A labelled control with its help and its error; `children` gets the ids to wire them up. */
export function FormField({
  label,
  help,
  error,
  children,
}: {
  label: ReactNode;
  help?: ReactNode;
  error?: ReactNode;
  children: (ids: {
    id: string;
    'aria-describedby': string | undefined;
    'aria-invalid': boolean;
  }) => ReactNode;
}) {
  const id = useId();
  const noteId = `${id}-note`;
  const note = error ?? help;
  return (
    <div className="flex flex-col gap-1.5">
      <Label htmlFor={id}>{label}</Label>
      {children({ id, 'aria-describedby': note ? noteId : undefined, 'aria-invalid': Boolean(error) })}
      {note ? (
        <p id={noteId} className={error ? 'text-xs text-danger' : 'text-xs text-muted'}>
          {note}
        </p>
      ) : null}
    </div>
  );
}
