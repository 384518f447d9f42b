'use client';
import { useState } from 'react';
import { Maximize2, Minimize2, Trash2, X } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { GraphNode } from '@/core/graph/graph';
import type { NodeDefinition } from '@/core/node-kit/definition';
import { Button } from '@/components/ui/button';
import { Tooltip } from '@/components/ui/tooltip';
import { NodeChip } from '@/components/canvas/node-chip';
import { useDocument, useEditor, usePanels } from '@/components/editor/editor-context';
import { removeSelection } from '@/components/editor/edit-commands';
import { NodeRunButtons } from './node-run-buttons';
import { INSPECTOR_WIDTH } from '@/components/editor/panels-store';

function NodeName({ node }: { node: GraphNode }) {
  const t = useTranslations('editor');
  const editor = useEditor();
  const readOnly = useDocument((state) => state.readOnly);
  const [error, setError] = useState<string | null>(null);
  const rename = (name: string) => {
    const trimmed = name.trim();
    if (trimmed === '' || trimmed === node.name) return setError(null);
    const outcome = editor.apply({ kind: 'rename-node', nodeId: node.id, name: trimmed });
    return setError(outcome.done ? null : outcome.problem.message);
  };
  return (
    <div className="min-w-0 flex-1">
      <input
        key={node.name}
        data-testid="inspector.name"
        aria-label={t('inspector.name')}
        aria-invalid={error !== null || undefined}
        defaultValue={node.name}
        readOnly={readOnly}
        maxLength={120}
        spellCheck={false}
        className="h-7 w-full truncate rounded-md border border-transparent bg-transparent px-1.5 text-sm font-semibold hover:border-border focus:border-ring aria-invalid:border-danger"
        onBlur={(event) => rename(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter') event.currentTarget.blur();
          if (event.key === 'Escape') {
            event.currentTarget.value = node.name;
            event.currentTarget.blur();
          }
        }}
      />
      {error ? <p className="px-1.5 text-[11.5px] text-danger">{error}</p> : null}
    </div>
  );
}

/** The inspected node's name and what can be done with the panel. */
export function InspectorHead({
  node,
  definition,
}: {
  node: GraphNode;
  definition: NodeDefinition | undefined;
}) {
  const t = useTranslations('editor');
  const editor = useEditor();
  const readOnly = useDocument((state) => state.readOnly);
  const isWide = usePanels((state) => state.inspectorWidth >= INSPECTOR_WIDTH.wide * 0.75);
  const toggle = () =>
    editor.panels
      .getState()
      .resize({ inspectorWidth: isWide ? INSPECTOR_WIDTH.initial : INSPECTOR_WIDTH.wide });
  return (
    <header className="flex min-h-12 shrink-0 items-center gap-1.5 border-b border-border px-2.5">
      <NodeChip type={node.type} family={definition?.family ?? 'app'} size="sm" />
      <NodeName node={node} />
      <NodeRunButtons node={node} definition={definition} />
      <Tooltip content={t(isWide ? 'inspector.narrow' : 'inspector.wide')}>
        <Button
          variant="ghost"
          size="icon-sm"
          data-testid="inspector.expand"
          aria-label={t(isWide ? 'inspector.narrow' : 'inspector.wide')}
          onClick={toggle}
        >
          {isWide ? <Minimize2 /> : <Maximize2 />}
        </Button>
      </Tooltip>
      {readOnly ? null : (
        <Tooltip content={t('commands.delete')}>
          <Button
            variant="ghost"
            size="icon-sm"
            aria-label={t('inspector.remove', { name: node.name })}
            onClick={() => {
              editor.interaction.getState().select({ nodes: [node.id] });
              removeSelection(editor);
            }}
          >
            <Trash2 />
          </Button>
        </Tooltip>
      )}
      <Tooltip content={t('inspector.close')}>
        <Button
          variant="ghost"
          size="icon-sm"
          data-testid="inspector.close"
          aria-label={t('inspector.close')}
          onClick={() => editor.interaction.getState().inspect(null)}
        >
          <X />
        </Button>
      </Tooltip>
    </header>
  );
}
