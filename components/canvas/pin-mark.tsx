'use client';
import { Pin } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useDocument } from '@/components/editor/editor-context';

/** On a node whose data is pinned: test runs use that instead of running it. */
export function PinMark({ nodeId }: { nodeId: string }) {
  const t = useTranslations('data.pin');
  const isPinned = useDocument(({ graph }) => graph.pinned[nodeId] !== undefined);
  if (!isPinned) return null;
  return (
    <Pin
      role="img"
      aria-label={t('badge')}
      data-testid={`canvas.pinned.${nodeId}`}
      className="size-4 shrink-0 fill-accent/25 text-accent"
    />
  );
}
