'use client';
import { Play, StepForward } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { GraphNode } from '@/core/graph/graph';
import type { NodeDefinition } from '@/core/node-kit/definition';
import { useDocument, useEditor } from '@/components/editor/editor-context';
import { isMacPlatform, shortcutText } from '@/components/editor/shortcut';
import { useNodeRuns } from '@/components/editor/use-node-runs';
import { Button } from '@/components/ui/button';
import { Tooltip } from '@/components/ui/tooltip';

/** Runs the inspected node alone, or the workflow from it on, with the data of the last run. */
export function NodeRunButtons({
  node,
  definition,
}: {
  node: GraphNode;
  definition: NodeDefinition | undefined;
}) {
  const t = useTranslations('data.run');
  const { permissions } = useEditor();
  const readOnly = useDocument((state) => state.readOnly);
  const { runOnly, runFrom, isStarting } = useNodeRuns();
  if (readOnly || !definition || !permissions.includes('run:start') || node.settings.disabled) return null;
  const keys = shortcutText('mod+shift+enter', isMacPlatform(navigator.platform));
  return (
    <>
      <Tooltip content={`${t('onlyText')} (${keys})`}>
        <Button
          size="sm"
          data-testid="inspector.run.only"
          disabled={isStarting}
          onClick={() => void runOnly(node.id)}
        >
          <Play className="!size-3.5" /> {t('only')}
        </Button>
      </Tooltip>
      {definition.trigger ? null : (
        <Tooltip content={t('fromText')}>
          <Button
            variant="ghost"
            size="icon-sm"
            data-testid="inspector.run.from"
            aria-label={t('from')}
            disabled={isStarting}
            onClick={() => void runFrom(node.id)}
          >
            <StepForward />
          </Button>
        </Tooltip>
      )}
    </>
  );
}
