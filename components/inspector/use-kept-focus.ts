'use client';
import { useEffect, type RefObject } from 'react';

/**
 * Keeps the focus in a panel when the focused control goes away (a row that is removed, a field that another one hides):
 * otherwise the page would have it, and the next keys would be shortcuts of the canvas.
 */
export function useKeptFocus(frame: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const panel = frame.current;
    if (!panel) return undefined;
    let last: EventTarget | null = null;
    // What is clicked or focused elsewhere has the keys from then on.
    const onTurn = ({ target }: Event) => {
      last = target instanceof Node && panel.contains(target) ? target : null;
    };
    const changes = new MutationObserver(() => {
      const isLost = last instanceof Node && !last.isConnected && document.activeElement === document.body;
      if (isLost) panel.focus({ preventScroll: true });
    });
    const stop = new AbortController();
    document.addEventListener('focusin', onTurn, stop);
    document.addEventListener('pointerdown', onTurn, stop);
    changes.observe(panel, { childList: true, subtree: true });
    return () => {
      stop.abort();
      changes.disconnect();
    };
  }, [frame]);
}
