'use client';
import { CircleAlert, TriangleAlert } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { Problem } from '@/core/errors/problem';
import { FIRST_LIMIT } from '@/core/graph/new-edge';
import { nodeBox } from '@/components/canvas/boxes';
import { useReveal } from '@/components/canvas/use-fit-view';
import { useDocument, useEditor } from './editor-context';

/** Shows a node: selected, inspected and in view. */
export function useJumpToNode(): (nodeId: string) => void {
  const editor = useEditor();
  const reveal = useReveal();
  return (nodeId) => {
    const node = editor.document.getState().graph.nodes.find((candidate) => candidate.id === nodeId);
    if (!node) return;
    editor.interaction.getState().select({ nodes: [nodeId] });
    editor.interaction.getState().inspect(nodeId);
    reveal(nodeBox(node, editor.catalog));
  };
}

/** A cycle without a limit gets one at a click. */
function LimitIt({ problem }: { problem: Problem }) {
  const t = useTranslations('editor.edge');
  const editor = useEditor();
  const readOnly = useDocument((state) => state.readOnly);
  const edgeId = problem.code === 'graph.cycle' ? problem.params?.edge : undefined;
  if (readOnly || typeof edgeId !== 'string') return null;
  return (
    <button
      type="button"
      data-testid={`problem.limit.${edgeId}`}
      className="ml-8 rounded-md px-2 py-1 text-xs font-medium text-accent hover:bg-surface-sunken"
      onClick={() => {
        editor.endGesture();
        editor.apply({ kind: 'set-max-iterations', edgeId, maxIterations: FIRST_LIMIT });
      }}
    >
      {t('limitIt', { count: FIRST_LIMIT })}
    </button>
  );
}

/** Problems with their places; a click goes there. */
export function ProblemList({ problems, onJump }: { problems: readonly Problem[]; onJump?: () => void }) {
  const t = useTranslations('editor');
  const jump = useJumpToNode();
  const nodes = useDocument((state) => state.graph.nodes);
  if (problems.length === 0)
    return <p className="px-3 py-6 text-center text-[13px] text-muted">{t('problems.none')}</p>;
  return (
    <ul className="space-y-0.5 p-1.5">
      {problems.map((problem, index) => {
        const Icon = problem.severity === 'error' ? CircleAlert : TriangleAlert;
        const name = nodes.find((node) => node.id === problem.nodeId)?.name;
        return (
          <li key={index}>
            <button
              type="button"
              disabled={name === undefined}
              className="flex w-full items-start gap-2 rounded-md px-2 py-1.5 text-left text-[13px] enabled:hover:bg-surface-sunken"
              onClick={() => {
                if (problem.nodeId) jump(problem.nodeId);
                onJump?.();
              }}
            >
              <Icon
                aria-label={t(`problems.${problem.severity}`)}
                className={`mt-0.5 size-4 shrink-0 ${problem.severity === 'error' ? 'text-danger' : 'text-warning'}`}
              />
              <span className="min-w-0">
                {name ? <span className="font-medium">{name}: </span> : null}
                {problem.message}
                {problem.fix ? <span className="block text-xs text-muted">{problem.fix}</span> : null}
              </span>
            </button>
            <LimitIt problem={problem} />
          </li>
        );
      })}
    </ul>
  );
}
