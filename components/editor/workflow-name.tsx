'use client';
import { useTranslations } from 'next-intl';
import { useDocument, useEditor } from './editor-context';

/** The workflow's name; Enter or leaving the field keeps it, Escape does not. */
export function WorkflowName() {
  const t = useTranslations('editor');
  const editor = useEditor();
  const name = useDocument((state) => state.graph.name);
  const readOnly = useDocument((state) => state.readOnly);
  return (
    <input
      key={name}
      data-testid="editor.name"
      aria-label={t('bar.name')}
      defaultValue={name}
      readOnly={readOnly}
      maxLength={200}
      spellCheck={false}
      size={Math.min(40, Math.max(10, name.length + 1))}
      className="h-8 max-w-72 min-w-24 truncate rounded-md border border-transparent bg-transparent px-1.5 text-sm font-semibold hover:border-border focus:border-ring"
      onBlur={({ target }) => {
        const next = target.value.trim();
        if (next === '') target.value = name;
        else if (next !== name) editor.apply({ kind: 'set-workflow-name', name: next });
      }}
      onKeyDown={(event) => {
        if (event.key === 'Escape') event.currentTarget.value = name;
        if (event.key === 'Enter' || event.key === 'Escape') event.currentTarget.blur();
      }}
    />
  );
}
