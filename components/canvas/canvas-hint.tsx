'use client';
import { CircleAlert } from 'lucide-react';
import { useInteraction } from '@/components/editor/editor-context';

/** A short message beside the pointer: why an edge was refused. */
export function CanvasHint() {
  const hint = useInteraction((state) => state.hint);
  if (!hint) return null;
  return (
    <div
      role="alert"
      data-testid="canvas.hint"
      className="pointer-events-none fixed z-50 flex max-w-80 -translate-x-1/2 items-start gap-2 rounded-md border border-danger/40 bg-surface-raised px-3 py-2 text-[13px] shadow-pop"
      style={{ left: hint.x, top: hint.y + 14 }}
    >
      <CircleAlert aria-hidden className="mt-0.5 size-4 shrink-0 text-danger" />
      {hint.text}
    </div>
  );
}

/** What just happened on the canvas, for screen readers. */
export function CanvasAnnouncer() {
  const { text, turn } = useInteraction((state) => state.announcement);
  return (
    <div aria-live="polite" data-testid="canvas.announcement" className="sr-only">
      <p key={turn}>{text}</p>
    </div>
  );
}
