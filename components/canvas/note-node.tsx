'use client';
import { memo, useState } from 'react';
import { NodeResizer, type NodeProps } from '@xyflow/react';
import { useTranslations } from 'next-intl';
import { cn } from '@/components/ui/cn';
import { Markdown } from '@/components/editor/markdown';
import { useDocument, useEditor } from '@/components/editor/editor-context';
import type { NoteFlowNode } from './to-flow';

const MIN = { width: 120, height: 60 };

function NoteText({ noteId, text, onDone }: { noteId: string; text: string; onDone(): void }) {
  const t = useTranslations('editor');
  const editor = useEditor();
  return (
    <textarea
      autoFocus
      aria-label={t('note.text')}
      defaultValue={text}
      placeholder={t('note.placeholder')}
      className="nodrag nowheel size-full resize-none bg-transparent font-mono text-xs leading-5 outline-none"
      onChange={(event) => editor.apply({ kind: 'edit-note', noteId, text: event.target.value })}
      onBlur={onDone}
      onKeyDown={(event) => {
        event.stopPropagation();
        if (event.key === 'Escape') onDone();
      }}
    />
  );
}

/** A sticky note in markdown: double click to write, drag the corners to resize. */
export const NoteNode = memo(function NoteNode({
  id,
  data,
  selected,
  width,
  height,
}: NodeProps<NoteFlowNode>) {
  const t = useTranslations('editor');
  const editor = useEditor();
  const readOnly = useDocument((state) => state.readOnly);
  const [isEditing, setEditing] = useState(false);
  return (
    <>
      <NodeResizer
        isVisible={selected === true && !readOnly}
        minWidth={MIN.width}
        minHeight={MIN.height}
        lineClassName="!border-accent/50"
        handleClassName="!size-2.5 !rounded-sm !border-accent !bg-surface-raised"
        onResizeEnd={(_event, { x, y, width: w, height: h }) =>
          editor.apply({
            kind: 'resize-note',
            noteId: data.noteId,
            size: { width: Math.round(w), height: Math.round(h) },
            position: { x: Math.round(x), y: Math.round(y) },
          })
        }
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
          if (!readOnly) setEditing(true);
        }}
      >
        {isEditing ? (
          <NoteText noteId={data.noteId} text={data.text} onDone={() => setEditing(false)} />
        ) : data.text === '' ? (
          <p className="text-muted">{t('note.empty')}</p>
        ) : (
          <Markdown text={data.text} />
        )}
      </div>
    </>
  );
});
