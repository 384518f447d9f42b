'use client';
import { useEffect, useState } from 'react';

const MINUTE_MS = 60_000;

/** The time when the page was opened, moving on with each minute: spans up to now are counted from it. */
export function useMinute(): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = window.setInterval(() => setNow(Date.now()), MINUTE_MS);
    return () => window.clearInterval(timer);
  }, []);
  return now;
}
