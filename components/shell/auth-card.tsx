import type { ReactNode } from 'react';
import { HeddleMark } from './heddle-mark';

/** The frame of the pages before sign-in. */
export function AuthCard({
  title,
  text,
  children,
}: {
  title: ReactNode;
  text?: ReactNode;
  children: ReactNode;
}) {
  return (
    <main className="flex min-h-dvh flex-col items-center justify-center gap-6 bg-background p-6">
      <HeddleMark className="size-9" />
      <section className="w-full max-w-sm rounded-xl border border-border bg-surface p-6 shadow-card">
        <h1 className="text-lg font-semibold tracking-tight">{title}</h1>
        {text ? <p className="mt-1 text-[13px] text-muted">{text}</p> : null}
        <div className="mt-5">{children}</div>
      </section>
    </main>
  );
}
