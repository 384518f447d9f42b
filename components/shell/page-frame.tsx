import type { ReactNode } from 'react';

/** Title, what the page is for, its actions, and the content on one measure. */
export function PageFrame({
  title,
  text,
  actions,
  children,
}: {
  title: ReactNode;
  text?: ReactNode;
  actions?: ReactNode;
  children: ReactNode;
}) {
  return (
    <div className="mx-auto w-full max-w-6xl px-8 py-7">
      <header className="mb-5 flex items-start gap-4">
        <div className="min-w-0 flex-1">
          <h1 className="text-xl font-semibold tracking-tight">{title}</h1>
          {text ? <p className="mt-0.5 text-[13px] text-muted">{text}</p> : null}
        </div>
        {actions ? <div className="flex shrink-0 gap-2">{actions}</div> : null}
      </header>
      {children}
    </div>
  );
}
