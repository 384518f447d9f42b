'use client';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';

const LEAVE_MS = 120;

/** Whether the pointer is on an edge or on its buttons; forgives the gap between the two. */
export function useHoveredEdge() {
  const [isHovered, setHovered] = useState(false);
  const timer = useRef<number | undefined>(undefined);
  useEffect(() => () => window.clearTimeout(timer.current), []);
  const onPointerEnter = useCallback(() => {
    window.clearTimeout(timer.current);
    setHovered(true);
  }, []);
  const onPointerLeave = useCallback(() => {
    timer.current = window.setTimeout(() => setHovered(false), LEAVE_MS);
  }, []);
  const hoverProps = useMemo(() => ({ onPointerEnter, onPointerLeave }), [onPointerEnter, onPointerLeave]);
  return { isHovered, hoverProps };
}
