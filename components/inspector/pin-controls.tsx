'use client';
import { useState } from 'react';
import { Pencil, Pin, PinOff } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { checkPinned, type PinnedItems } from '@/core/draft/pinned-data';
import type { GraphNode } from '@/core/graph/graph';
import type { Item } from '@/core/items/item';
import { useDocument, useEditor } from '@/components/editor/editor-context';
import { Button } from '@/components/ui/button';
import { toast } from '@/components/ui/toast';
import { Tooltip } from '@/components/ui/tooltip';
import { PinDialog, usePinnedProblemText } from './pin-dialog';

/** Items as they are pinned: their data. Files stay in the run they came from. */
function pinnable(items: readonly Item[]): PinnedItems {
  return items.map(({ json }) => ({ json }));
}

/** Pinning and unpinning what is shown. */
function usePin(node: GraphNode) {
  const t = useTranslations('data.pin');
  const editor = useEditor();
  const problemText = usePinnedProblemText();
  const set = (items: PinnedItems | null) => {
    editor.endGesture();
    const outcome = editor.apply({ kind: 'pin-data', nodeId: node.id, items });
    editor.endGesture();
    if (!outcome.done) toast.error(t('refused'), { description: outcome.problem.message });
    return outcome.done;
  };
  return {
    pin: (shown: readonly Item[]) => {
      const items = pinnable(shown);
      const problem = checkPinned(items);
      if (problem) {
        toast.error(t('refused'), { description: problemText(problem) });
        return;
      }
      const hasFiles = shown.some((item) => item.binary && Object.keys(item.binary).length > 0);
      if (set(items) && hasFiles) toast.info(t('noFiles'));
    },
    unpin: () => void set(null),
  };
}

export interface PinControlsProps {
  node: GraphNode;
  /** What the pane shows. */
  items: readonly Item[];
  /** Shown items came out of a run and can be pinned as they are. */
  isFromRun: boolean;
}

/** Buttons of the Output pane: pin what came out, or write by hand what test runs shall use. */
export function PinControls({ node, items, isFromRun }: PinControlsProps) {
  const t = useTranslations('data.pin');
  const readOnly = useDocument((state) => state.readOnly);
  const pinned = useDocument(({ graph }) => graph.pinned[node.id]);
  const [isEditing, setEditing] = useState(false);
  const { pin, unpin } = usePin(node);
  if (readOnly) return null;
  const edit = t(pinned ? 'edit' : 'write');
  return (
    <>
      {pinned ? (
        <Tooltip content={t('unpin')}>
          <Button
            variant="ghost"
            size="icon-sm"
            data-testid="pin.remove"
            aria-label={t('unpin')}
            onClick={unpin}
          >
            <PinOff />
          </Button>
        </Tooltip>
      ) : isFromRun && items.length > 0 ? (
        <Tooltip content={t('pinText')}>
          <Button size="sm" className="h-6" data-testid="pin.add" onClick={() => pin(items)}>
            <Pin className="!size-3.5" /> {t('pin')}
          </Button>
        </Tooltip>
      ) : null}
      <Tooltip content={edit}>
        <Button
          variant="ghost"
          size="icon-sm"
          data-testid="pin.edit"
          aria-label={edit}
          onClick={() => setEditing(true)}
        >
          <Pencil />
        </Button>
      </Tooltip>
      {isEditing ? (
        <PinDialog node={node} items={pinned ?? pinnable(items)} onClose={() => setEditing(false)} />
      ) : null}
    </>
  );
}

/** Says that the shown data is pinned and what that means. */
export function PinBanner({ node }: { node: GraphNode }) {
  const t = useTranslations('data.pin');
  const isPinned = useDocument(({ graph }) => graph.pinned[node.id] !== undefined);
  if (!isPinned) return null;
  return (
    <p
      data-testid="pin.banner"
      className="flex shrink-0 items-center gap-2 border-b border-border bg-accent-soft px-3 py-1.5 text-xs"
    >
      <Pin aria-hidden className="size-3.5 shrink-0 text-accent" />
      <span>{t('banner')}</span>
    </p>
  );
}
