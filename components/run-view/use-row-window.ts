'use client';
import { useLayoutEffect, useRef, useState, type RefObject } from 'react';

const OVERSCAN = 12;

export interface RowWindow {
  /** For the element that scrolls. */
  frame: RefObject<HTMLDivElement | null>;
  /** The rows to draw: from `start` up to, not with, `end`. */
  start: number;
  end: number;
  /** Scrolls so that a row is seen. */
  reveal(index: number): void;
}

/** Which rows of equal height are in sight, so that thousands of them cost no more than a screenful. */
export function useRowWindow({ count, rowHeight }: { count: number; rowHeight: number }): RowWindow {
  const frame = useRef<HTMLDivElement>(null);
  const [sight, setSight] = useState({ top: 0, height: 600 });
  useLayoutEffect(() => {
    const element = frame.current;
    if (!element) return undefined;
    const look = () => setSight({ top: element.scrollTop, height: element.clientHeight });
    look();
    const resized = new ResizeObserver(look);
    resized.observe(element);
    element.addEventListener('scroll', look, { passive: true });
    return () => {
      resized.disconnect();
      element.removeEventListener('scroll', look);
    };
  }, []);
  const reveal = (index: number) => {
    const element = frame.current;
    if (!element) return;
    const top = index * rowHeight;
    const bottom = top + rowHeight - element.clientHeight;
    if (top < element.scrollTop) element.scrollTo({ top });
    else if (bottom > element.scrollTop) element.scrollTo({ top: bottom });
  };
  const first = Math.max(0, Math.floor(sight.top / rowHeight) - OVERSCAN);
  return {
    frame,
    start: Math.min(first, Math.max(0, count - 1)),
    end: Math.min(count, Math.ceil((sight.top + sight.height) / rowHeight) + OVERSCAN),
    reveal,
  };
}
