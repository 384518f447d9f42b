'use client';
import { useTranslations } from 'next-intl';
import { useCallback, useState } from 'react';
import { useCommands } from '@/components/editor/command-context';
import { selectCreated } from '@/components/editor/edit-commands';
import { useDocument, useEditor } from '@/components/editor/editor-context';
import { toast } from '@/components/ui/toast';
import type { Graph } from '@/core/contracts/portable-workflow';
import { remapCredentials } from '@/core/exchange/remap-credentials';
import { ImportDialog, type Accepted } from './import-dialog';
import type { Incoming } from './incoming';
import { useIncomingEvents } from './use-incoming-events';

/** Puts workflows of n8n that are pasted or dropped on the canvas into the workflow that is open. */
export function ImportIntoCanvas() {
  const t = useTranslations('import');
  const editor = useEditor();
  const context = useCommands();
  const readOnly = useDocument((state) => state.readOnly);
  const [incoming, setIncoming] = useState<readonly Incoming[] | null>(null);
  const take = useCallback((files: readonly Incoming[]) => setIncoming(files), []);
  // Heddle's own clipboard is pasted by the editor itself.
  useIncomingEvents(take, { enabled: !readOnly, takesOwn: false, pastedName: t('pasted') });
  if (!incoming) return null;

  function accept({ files, credentials }: Accepted): void {
    const created: string[] = [];
    let below = 0;
    for (const { workflow } of files) {
      editor.endGesture();
      const centre = context?.viewCentre() ?? { x: 0, y: 0 };
      const box = boxOf(workflow);
      const outcome = editor.apply({
        kind: 'paste',
        fragment: remapCredentials(workflow, credentials),
        offset: {
          x: Math.round(centre.x - box.x - box.width / 2),
          y: Math.round(centre.y - box.y - box.height / 2 + below),
        },
        idSeed: editor.newId('paste'),
      });
      below += box.height + 200;
      if (outcome.done) created.push(...outcome.created);
      else toast.error(outcome.problem.message);
    }
    selectCreated(editor, created);
    setIncoming(null);
  }

  return (
    <ImportDialog
      inserts
      incoming={incoming}
      onIncoming={setIncoming}
      onClose={() => setIncoming(null)}
      onAccept={accept}
    />
  );
}

/** The room that a workflow takes, by the corners of its nodes. */
function boxOf({ nodes, notes }: Graph): { x: number; y: number; width: number; height: number } {
  const places = [...nodes, ...notes].map(({ position }) => position);
  if (places.length === 0) return { x: 0, y: 0, width: 0, height: 0 };
  const [xs, ys] = [places.map(({ x }) => x), places.map(({ y }) => y)];
  const corner = { x: Math.min(...xs), y: Math.min(...ys) };
  return { ...corner, width: Math.max(...xs) - corner.x + 232, height: Math.max(...ys) - corner.y + 64 };
}
