'use client';
import { useMutation } from '@tanstack/react-query';
import { Upload } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useRouter } from 'next/navigation';
import { useRef } from 'react';
import { toast } from '@/components/ui/toast';
import { problemOf, useTRPC } from '@/components/api/trpc-provider';
import { workflowProblemSchema } from '@/core/contracts/problem-schema';
import { useTenant } from '@/components/shell/tenant-context';
import type { ProblemTexts } from '@/components/texts/problem-text';
import { useProblemTexts } from '@/components/texts/use-problem-texts';
import { Button } from '@/components/ui/button';

/** Takes a Heddle file and opens it as a new workflow. */
export function ImportButton() {
  const t = useTranslations('workflows');
  const trpc = useTRPC();
  const tenant = useTenant();
  const router = useRouter();
  const texts = useProblemTexts();
  const picker = useRef<HTMLInputElement>(null);
  const create = useMutation(trpc.workflow.create.mutationOptions());
  if (!tenant.may('workflow:write')) return null;

  async function importFile(file: File): Promise<void> {
    try {
      const parsed: unknown = JSON.parse(await file.text());
      const { id } = await create.mutateAsync({ tenant: tenant.slug, file: parsed });
      toast.success(t('imported', { name: file.name }));
      router.push(tenant.href(`/workflows/${id}`));
    } catch (error) {
      const [first] = problemsIn(error, texts);
      toast.error(t('importFailed'), {
        description: first ?? (error instanceof Error ? error.message : undefined),
      });
    }
  }

  return (
    <>
      <input
        ref={picker}
        type="file"
        accept="application/json,.json"
        className="sr-only"
        tabIndex={-1}
        aria-hidden
        onChange={(event) => {
          const file = event.target.files?.[0];
          event.target.value = '';
          if (file) void importFile(file);
        }}
      />
      <Button onClick={() => picker.current?.click()} disabled={create.isPending}>
        <Upload />
        {t('import')}
      </Button>
    </>
  );
}

function problemsIn(error: unknown, texts: ProblemTexts): string[] {
  const problems = problemOf(error)?.details['problems'];
  const parsed = workflowProblemSchema.array().safeParse(problems);
  return (parsed.data ?? []).map((problem) => texts.problem(problem).message);
}
