'use client';
import { useFormatter, useNow } from 'next-intl';

/** "3 minutes ago", with the exact time on hover. */
export function RelativeTime({ iso }: { iso: string }) {
  const format = useFormatter();
  const now = useNow({ updateInterval: 30_000 });
  const time = new Date(iso);
  const shown = time > now ? now : time;
  return (
    <time dateTime={iso} title={time.toLocaleString()} suppressHydrationWarning className="whitespace-nowrap">
      {format.relativeTime(shown, now)}
    </time>
  );
}
