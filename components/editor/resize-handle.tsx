'use client';
import { useRef } from 'react';
import { cn } from '@/components/ui/cn';

export interface ResizeHandleProps {
  /** The edge of the panel the handle sits on. */
  side: 'left' | 'top';
  label: string;
  value: number;
  min: number;
  max: number;
  onResize(value: number): void;
}

const STEP = 24;

/** An edge that changes the size of its panel, by pointer or by arrow keys. */
export function ResizeHandle({ side, label, value, min, max, onResize }: ResizeHandleProps) {
  const start = useRef<{ at: number; value: number } | null>(null);
  const clamp = (next: number) => Math.min(max, Math.max(min, Math.round(next)));
  const at = (event: React.PointerEvent) => (side === 'left' ? event.clientX : event.clientY);
  const grow = side === 'left' ? 'ArrowLeft' : 'ArrowUp';
  const shrink = side === 'left' ? 'ArrowRight' : 'ArrowDown';
  return (
    <div
      role="separator"
      tabIndex={0}
      aria-label={label}
      aria-orientation={side === 'left' ? 'vertical' : 'horizontal'}
      aria-valuenow={value}
      aria-valuemin={min}
      aria-valuemax={max}
      className={cn(
        'absolute z-20 touch-none transition-colors duration-100 hover:bg-accent/40 focus-visible:bg-accent/60',
        side === 'left'
          ? 'inset-y-0 -left-1 w-2 cursor-col-resize'
          : 'inset-x-0 -top-1 h-2 cursor-row-resize',
      )}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        start.current = { at: at(event), value };
      }}
      onPointerMove={(event) => {
        if (start.current) onResize(clamp(start.current.value + start.current.at - at(event)));
      }}
      onPointerUp={() => {
        start.current = null;
      }}
      onKeyDown={(event) => {
        if (event.key !== grow && event.key !== shrink) return;
        event.preventDefault();
        event.stopPropagation();
        onResize(clamp(value + (event.key === grow ? STEP : -STEP)));
      }}
    />
  );
}
