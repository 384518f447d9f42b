'use client';
import { useCallback, useMemo } from 'react';
import { useReactFlow } from '@xyflow/react';
import { useTranslations } from 'next-intl';
import { boundsOf } from '@/components/canvas/arrange';
import { selectedBoxes } from '@/components/canvas/boxes';
import { useFitView } from '@/components/canvas/use-fit-view';
import { useTidyUp } from '@/components/canvas/use-tidy-up';
import { glideFor } from '@/components/canvas/wants-stillness';
import { useCommandMenuStore } from '@/components/command-menu/command-menu-store';
import type { Announce, CommandContext } from './command-context';
import { useEditor, type Editor } from './editor-context';
import { useNodeRuns } from './use-node-runs';
import { useTestRun } from './use-test-run';

const ZOOM_MS = 120;

function useAnnounce(editor: Editor): Announce {
  const t = useTranslations('editor.announce');
  return useCallback(
    (what, values = {}) => editor.interaction.getState().announce(t(what, values)),
    [editor, t],
  );
}

/** What the commands of this editor work with. */
export function useCommandContext(): CommandContext {
  const editor = useEditor();
  const flow = useReactFlow();
  const fitView = useFitView();
  const announce = useAnnounce(editor);
  const tidyUp = useTidyUp(editor, announce, fitView);
  const test = useTestRun();
  const runs = useNodeRuns();
  const showMap = useCommandMenuStore((state) => state.showMap);
  return useMemo(
    () => ({
      editor,
      fitView,
      announce,
      tidyUp,
      test,
      runs,
      showKeyboardMap: () => showMap(true),
      viewCentre: () => {
        const frame = document.querySelector('[data-testid="canvas"]')?.getBoundingClientRect();
        if (!frame) return { x: 0, y: 0 };
        return flow.screenToFlowPosition({
          x: frame.left + frame.width / 2,
          y: frame.top + frame.height / 2,
        });
      },
      zoomToSelection: () => {
        const { graph } = editor.document.getState();
        const { nodes, notes } = selectedBoxes(
          graph,
          editor.catalog,
          editor.interaction.getState().selection,
        );
        const bounds = boundsOf([...nodes, ...notes]);
        if (bounds) void flow.fitBounds(bounds, { padding: 0.4, duration: glideFor(ZOOM_MS) });
        else fitView();
      },
      zoomBy: (step) => {
        if (step === 'reset') void flow.zoomTo(1, { duration: glideFor(ZOOM_MS) });
        else void (step === 'in' ? flow.zoomIn : flow.zoomOut)({ duration: glideFor(ZOOM_MS) });
      },
    }),
    [editor, flow, fitView, announce, tidyUp, test, runs, showMap],
  );
}
