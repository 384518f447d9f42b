'use client';
import { useState } from 'react';
import { ChevronDown, FlaskConical, Play, Radio } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Button } from '@/components/ui/button';
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuLabel,
  DropdownMenuTrigger,
} from '@/components/ui/dropdown-menu';
import { Tooltip } from '@/components/ui/tooltip';
import { useDocument, useEditor, usePanels, useRun } from './editor-context';
import { ListeningNote } from './listening-note';
import { SampleDialog } from './sample-dialog';
import { testTriggers, triggerAtOnce, type TestTrigger } from './test-start';
import { useTestRun } from './use-test-run';

type TestRun = ReturnType<typeof useTestRun>;

function TriggerItems({
  trigger,
  test,
  onSample,
  isOnly,
}: {
  trigger: TestTrigger;
  test: TestRun;
  onSample(): void;
  isOnly: boolean;
}) {
  const t = useTranslations('editor');
  const { node, definition } = trigger;
  return (
    <>
      {isOnly ? null : <DropdownMenuLabel>{node.name}</DropdownMenuLabel>}
      {definition.trigger === 'webhook' ? (
        <DropdownMenuItem
          data-testid={`editor.run.listen.${node.id}`}
          onSelect={() => void test.listen(node.id)}
        >
          <Radio /> {t('test.listen')}
        </DropdownMenuItem>
      ) : (
        <DropdownMenuItem
          data-testid={`editor.run.start.${node.id}`}
          onSelect={() => void test.start(node.id)}
        >
          <Play /> {t('test.start')}
        </DropdownMenuItem>
      )}
      <DropdownMenuItem data-testid={`editor.run.sample.${node.id}`} onSelect={onSample}>
        <FlaskConical /> {t('test.sample')}
      </DropdownMenuItem>
    </>
  );
}

/** Runs the draft: at once for a lone manual trigger or schedule, else after asking how. */
export function TestRunButton() {
  const t = useTranslations('editor');
  const editor = useEditor();
  const graph = useDocument((state) => state.graph);
  const listening = useRun((state) => state.listening);
  const isChoosing = usePanels((state) => state.testMenuOpen);
  const test = useTestRun();
  const [sample, setSample] = useState<TestTrigger | null>(null);
  if (!editor.permissions.includes('run:start')) return null;
  if (listening) return <ListeningNote listening={listening} onStop={test.stopListening} />;

  const triggers = testTriggers(graph, editor.catalog);
  const atOnce = triggerAtOnce(triggers);
  const button = (
    <Button
      data-testid="editor.run"
      disabled={triggers.length === 0 || test.isStarting}
      onClick={atOnce ? () => void test.start(atOnce.node.id) : undefined}
    >
      <Play /> {t('test.button')} {atOnce ? null : <ChevronDown />}
    </Button>
  );
  return (
    <>
      {triggers.length === 0 ? (
        <Tooltip content={t('test.noTrigger')}>
          <span className="inline-flex">{button}</span>
        </Tooltip>
      ) : atOnce ? (
        button
      ) : (
        <DropdownMenu
          open={isChoosing}
          onOpenChange={(open) => editor.panels.getState().setTestMenuOpen(open)}
        >
          <DropdownMenuTrigger asChild>{button}</DropdownMenuTrigger>
          <DropdownMenuContent align="end" className="w-64">
            {triggers.map((trigger) => (
              <TriggerItems
                key={trigger.node.id}
                trigger={trigger}
                test={test}
                isOnly={triggers.length === 1}
                onSample={() => setSample(trigger)}
              />
            ))}
          </DropdownMenuContent>
        </DropdownMenu>
      )}
      {sample ? (
        <SampleDialog
          trigger={sample}
          graph={graph}
          onClose={() => setSample(null)}
          onRun={(input) => void test.start(sample.node.id, input)}
        />
      ) : null}
    </>
  );
}
