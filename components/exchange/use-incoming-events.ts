'use client';
import { useEffect } from 'react';
import { isTyping } from '@/components/editor/use-editor-shortcuts';
import { looksLikeWorkflow } from '@/core/draft/clipboard';
import { looksLikeN8n } from '@/core/exchange/n8n/source';
import { droppedFiles, readIncoming, type Incoming } from './incoming';

/** What a page takes: files that are dropped on it, and workflows that are pasted. */
export function useIncomingEvents(
  onIncoming: (incoming: readonly Incoming[]) => void,
  options: { enabled: boolean; takesOwn: boolean; pastedName: string },
): void {
  const { enabled, takesOwn, pastedName } = options;
  useEffect(() => {
    if (!enabled) return;
    const stop = new AbortController();
    const hasFiles = (event: DragEvent) => event.dataTransfer?.types.includes('Files') === true;
    const onDragOver = (event: DragEvent) => {
      if (hasFiles(event)) event.preventDefault();
    };
    const onDrop = (event: DragEvent) => {
      if (!hasFiles(event) || !event.dataTransfer) return;
      event.preventDefault();
      void droppedFiles(event.dataTransfer)
        .then(readIncoming)
        .then((incoming) => (incoming.length > 0 ? onIncoming(incoming) : undefined));
    };
    const onPaste = (event: ClipboardEvent) => {
      const text = event.clipboardData?.getData('text/plain') ?? '';
      const isMeant = looksLikeN8n(text) || (takesOwn && looksLikeWorkflow(text));
      if (!isMeant || isTyping(event.target)) return;
      event.preventDefault();
      onIncoming([{ name: pastedName, text }]);
    };
    document.addEventListener('dragover', onDragOver, stop);
    document.addEventListener('drop', onDrop, stop);
    document.addEventListener('paste', onPaste, stop);
    return () => stop.abort();
  }, [onIncoming, enabled, takesOwn, pastedName]);
}
