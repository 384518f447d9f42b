'use client';
import { useState } from 'react';
import { useTranslations } from 'next-intl';
import { useCommands } from '@/components/editor/command-context';
import { useDocument, useEditor, useInteraction } from '@/components/editor/editor-context';
import { focusCanvas } from './focus-node';

function TitleField({ nodeId, name }: { nodeId: string; name: string }) {
  const t = useTranslations('editor');
  const editor = useEditor();
  const context = useCommands();
  const [error, setError] = useState<string | null>(null);
  const leave = () => {
    editor.interaction.getState().write(null);
    focusCanvas(nodeId);
  };
  /** False when the name cannot be: then the field stays. */
  const rename = (text: string): boolean => {
    const next = text.trim();
    if (next === '' || next === name) return true;
    editor.endGesture();
    const outcome = editor.apply({ kind: 'rename-node', nodeId, name: next });
    editor.endGesture();
    if (!outcome.done) {
      setError(outcome.problem.message);
      editor.interaction.getState().announce(outcome.problem.message);
      return false;
    }
    context?.announce('renamed', { name: next });
    return true;
  };
  return (
    <>
      <input
        autoFocus
        aria-label={t('inspector.name')}
        aria-invalid={error !== null || undefined}
        data-testid={`canvas.rename.${nodeId}`}
        defaultValue={name}
        maxLength={120}
        spellCheck={false}
        className="nodrag nopan h-6 w-full rounded border border-ring bg-surface px-1 text-[13px] font-semibold outline-none aria-invalid:border-danger"
        onFocus={(event) => event.target.select()}
        onBlur={(event) => {
          if (!rename(event.target.value)) setError(null);
          if (editor.interaction.getState().writing?.id === nodeId) editor.interaction.getState().write(null);
        }}
        onClick={(event) => event.stopPropagation()}
        onDoubleClick={(event) => event.stopPropagation()}
        onKeyDown={(event) => {
          event.stopPropagation();
          if (event.key === 'Escape') {
            event.currentTarget.value = name;
            leave();
          }
          if (event.key === 'Enter' && rename(event.currentTarget.value)) {
            // What was typed is the name now; leaving the field must not take it for another.
            event.currentTarget.value = '';
            leave();
          }
        }}
      />
      {error === null ? null : (
        <p
          role="alert"
          className="absolute -top-9 left-0 rounded-md border border-danger/40 bg-surface-raised px-2 py-1 text-xs whitespace-nowrap text-danger shadow-card"
        >
          {error}
        </p>
      )}
    </>
  );
}

/** A node's name; double click or F2 writes it where it stands. */
export function NodeTitle({ nodeId, name }: { nodeId: string; name: string }) {
  const editor = useEditor();
  const readOnly = useDocument((state) => state.readOnly);
  const isWriting = useInteraction(({ writing }) => writing?.kind === 'node' && writing.id === nodeId);
  if (isWriting && !readOnly) return <TitleField nodeId={nodeId} name={name} />;
  return (
    <div
      className="truncate text-[13px] leading-5 font-semibold"
      onDoubleClick={(event) => {
        event.stopPropagation();
        if (!readOnly) editor.interaction.getState().write({ kind: 'node', id: nodeId });
      }}
    >
      {name}
    </div>
  );
}
