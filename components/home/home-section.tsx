import Link from 'next/link';
import type { ReactNode } from 'react';

/** A titled part of the home page, with the way to the whole list. */
export function HomeSection({
  title,
  link,
  children,
}: {
  title: string;
  link?: { href: string; text: string };
  children: ReactNode;
}) {
  return (
    <section className="min-w-0">
      <div className="mb-1.5 flex min-h-6 items-center justify-between gap-2">
        <h2 className="text-[13px] font-semibold">{title}</h2>
        {link ? (
          <Link
            href={link.href}
            className="inline-flex min-h-6 items-center text-xs text-accent hover:underline"
          >
            {link.text}
          </Link>
        ) : null}
      </div>
      {children}
    </section>
  );
}

/** A list in a card; a row is a link as a whole. */
export function CardList({ children, testId }: { children: ReactNode; testId?: string }) {
  return (
    <ul
      data-testid={testId}
      className="divide-y divide-border rounded-lg border border-border bg-surface shadow-card"
    >
      {children}
    </ul>
  );
}

/** One row. `href` covers it. */
export function CardRow({
  href,
  name,
  label,
  testId,
  children,
}: {
  href: string;
  name: ReactNode;
  label?: string;
  testId?: string;
  children: ReactNode;
}) {
  return (
    <li
      data-testid={testId}
      className="relative flex min-h-11 flex-wrap items-center gap-x-3 gap-y-1 px-3 py-2 text-[13px] hover:bg-surface-sunken/60 has-[a:focus-visible]:bg-surface-sunken"
    >
      <Link
        href={href}
        aria-label={label}
        className="min-w-0 flex-1 truncate font-medium after:absolute after:inset-0"
      >
        {name}
      </Link>
      {children}
    </li>
  );
}
