'use client';
import { memo } from 'react';
import { NodeResizer, useStore, type NodeProps, type ReactFlowState } from '@xyflow/react';
import { useTranslations } from 'next-intl';
import { cn } from '@/components/ui/cn';
import { Markdown } from '@/components/editor/markdown';
import { useDocument, useEditor, useInteraction } from '@/components/editor/editor-context';
import { focusCanvas } from './focus-node';
import type { NoteFlowNode } from './to-flow';

const MIN = { width: 120, height: 60 };
/** Below this zoom nothing written can be read. */
const FAR_ZOOM = 0.25;
const isFarAway = (state: ReactFlowState) => state.transform[2] < FAR_ZOOM;

function NoteText({ noteId, text, onDone }: { noteId: string; text: string; onDone(): void }) {
  const t = useTranslations('editor');
  const editor = useEditor();
  return (
    <textarea
      autoFocus
      aria-label={t('note.text')}
      defaultValue={text}
      placeholder={t('note.placeholder')}
      className="nodrag nopan nowheel size-full resize-none bg-transparent font-mono text-xs leading-5 outline-none"
      onChange={(event) => editor.apply({ kind: 'edit-note', noteId, text: event.target.value })}
      onBlur={onDone}
      onKeyDown={(event) => {
        event.stopPropagation();
        if (event.key !== 'Escape') return;
        onDone();
        focusCanvas();
      }}
    />
  );
}

function NoteBody({ noteId, text }: { noteId: string; text: string }) {
  const t = useTranslations('editor');
  const editor = useEditor();
  const isFar = useStore(isFarAway);
  const isWriting = useInteraction(({ writing }) => writing?.kind === 'note' && writing.id === noteId);
  const done = () => {
    const { writing, write } = editor.interaction.getState();
    if (writing?.id === noteId) write(null);
  };
  if (isWriting) return <NoteText noteId={noteId} text={text} onDone={done} />;
  if (isFar) return null;
  return text === '' ? <p className="text-muted">{t('note.empty')}</p> : <Markdown text={text} />;
}

/** A sticky note in markdown: double click or Enter to write, drag the corners to resize. */
export const NoteNode = memo(function NoteNode({
  id,
  data,
  selected,
  width,
  height,
}: NodeProps<NoteFlowNode>) {
  const editor = useEditor();
  const readOnly = useDocument((state) => state.readOnly);
  return (
    <>
      <NodeResizer
        isVisible={selected === true && !readOnly}
        minWidth={MIN.width}
        minHeight={MIN.height}
        lineClassName="!border-accent/50"
        handleClassName="!size-2.5 !rounded-sm !border-accent !bg-surface-raised"
        onResize={(_event, { x, y, width: w, height: h }) =>
          editor.apply({
            kind: 'resize-note',
            noteId: data.noteId,
            size: { width: Math.round(w), height: Math.round(h) },
            position: { x: Math.round(x), y: Math.round(y) },
          })
        }
        onResizeStart={() => editor.endGesture()}
        onResizeEnd={() => editor.endGesture()}
      />
      <div
        data-testid={`canvas.note.${id.slice(5)}`}
        style={{ width, height }}
        className={cn(
          'overflow-hidden rounded-lg border border-note-border bg-note p-3 text-[13px] text-foreground shadow-card',
          selected && 'ring-2 ring-accent/40',
        )}
        onDoubleClick={(event) => {
          event.stopPropagation();
          if (!readOnly) editor.interaction.getState().write({ kind: 'note', id: data.noteId });
        }}
      >
        <NoteBody noteId={data.noteId} text={data.text} />
      </div>
    </>
  );
});
