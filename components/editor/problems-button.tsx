'use client';
import { CircleAlert, CircleCheck, TriangleAlert } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Button } from '@/components/ui/button';
import { Popover, PopoverContent, PopoverTrigger } from '@/components/ui/popover';
import { useDocument, useEditor, usePanels } from './editor-context';
import { ProblemList } from './problem-list';

/** How many problems there are, and which. */
export function ProblemsButton() {
  const t = useTranslations('editor');
  const editor = useEditor();
  const problems = useDocument((state) => state.problems);
  const isOpen = usePanels((state) => state.problemsOpen);
  const { setProblemsOpen } = editor.panels.getState();
  const errors = problems.filter((problem) => problem.severity === 'error').length;
  const Icon = errors > 0 ? CircleAlert : problems.length > 0 ? TriangleAlert : CircleCheck;
  const tone = errors > 0 ? 'text-danger' : problems.length > 0 ? 'text-warning' : 'text-success';
  return (
    <Popover open={isOpen} onOpenChange={setProblemsOpen}>
      <PopoverTrigger asChild>
        <Button
          variant="ghost"
          data-testid="editor.problems"
          aria-label={t('problems.count', { count: problems.length })}
        >
          <Icon className={tone} />
          {problems.length > 0 ? <span className="tabular-nums">{problems.length}</span> : null}
        </Button>
      </PopoverTrigger>
      <PopoverContent
        align="end"
        className="max-h-96 w-96 overflow-y-auto p-0"
        aria-label={t('problems.title')}
      >
        <ProblemList problems={problems} onJump={() => setProblemsOpen(false)} />
      </PopoverContent>
    </Popover>
  );
}
