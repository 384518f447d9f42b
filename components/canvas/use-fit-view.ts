'use client';
import { useCallback } from 'react';
import { useReactFlow } from '@xyflow/react';
import { useEditor } from '@/components/editor/editor-context';

/** Room the floating palette takes at the left. */
const PALETTE_ROOM = '312px';

/** Shows the whole graph beside the panels that float over the canvas. */
export function useFitView(): () => void {
  const { panels } = useEditor();
  const { fitView } = useReactFlow();
  return useCallback(() => {
    const { paletteOpen } = panels.getState();
    void fitView({
      maxZoom: 1,
      minZoom: 0.1,
      duration: 120,
      padding: { left: paletteOpen ? PALETTE_ROOM : '48px', right: '64px', top: '56px', bottom: '72px' },
    });
  }, [fitView, panels]);
}
