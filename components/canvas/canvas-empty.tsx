'use client';
import { useTranslations } from 'next-intl';
import { useReactFlow } from '@xyflow/react';
import type { NodeDefinition } from '@/core/node-kit/definition';
import { addNode } from '@/components/editor/add-node';
import { useEditor } from '@/components/editor/editor-context';
import { NodeChip } from './node-chip';

/** The usual ways first; kinds that are not named come last. */
const ORDER: readonly (string | undefined)[] = [
  'manual',
  'webhook',
  'schedule',
  'form',
  'chat',
  'workflow',
  'error',
];
const rank = ({ trigger }: NodeDefinition) =>
  ORDER.includes(trigger) ? ORDER.indexOf(trigger) : ORDER.length;

/** What an empty canvas offers: the ways a workflow can start. */
export function CanvasEmpty() {
  const t = useTranslations('editor');
  const editor = useEditor();
  const { screenToFlowPosition } = useReactFlow();
  const triggers = editor.catalog
    .list()
    .filter((definition) => definition.trigger !== undefined)
    .sort((a, b) => rank(a) - rank(b));
  const add = (type: string, button: HTMLElement) => {
    const { left, top } = button.getBoundingClientRect();
    addNode(editor, type, { target: { kind: 'free' }, fallback: screenToFlowPosition({ x: left, y: top }) });
  };
  return (
    <div className="pointer-events-none absolute inset-0 z-10 flex items-center justify-center pl-72 max-lg:pl-0">
      <div className="pointer-events-auto flex max-w-xl flex-col items-center gap-4 px-6 text-center">
        <div>
          <h2 className="text-base font-semibold">{t('empty.title')}</h2>
          <p className="mt-1 text-[13px] text-muted">{t('empty.description')}</p>
        </div>
        <div className="flex flex-wrap justify-center gap-3">
          {triggers.map((definition) => (
            <button
              key={definition.type}
              type="button"
              data-testid={`canvas.empty.${definition.type}`}
              className="flex w-60 items-start gap-3 rounded-xl border border-border bg-surface-raised p-3 text-left shadow-card transition-colors duration-100 hover:border-accent"
              onClick={(event) => add(definition.type, event.currentTarget)}
            >
              <NodeChip type={definition.type} family={definition.family} />
              <span className="min-w-0">
                <span className="block text-[13px] font-semibold">{definition.name}</span>
                <span className="block text-xs text-muted">{definition.summary}</span>
              </span>
            </button>
          ))}
        </div>
      </div>
    </div>
  );
}
