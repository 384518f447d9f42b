'use client';
import { useState } from 'react';
import { Copy } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { RunStepView } from '@/core/contracts/run-view';
import { useTRPCClient } from '@/components/api/trpc-provider';
import { useEditor, useRun } from '@/components/editor/editor-context';
import { useTenant } from '@/components/shell/tenant-context';
import { Button } from '@/components/ui/button';
import { toast } from '@/components/ui/toast';

/**
 * The address that ends the wait of a step, fetched when it is asked for: whoever has it can let the run go on, so it
 * does not lie about in pages. Only for those who may decide.
 */
export function ResumeAddress({ step }: { step: RunStepView }) {
  const t = useTranslations('run.wait');
  const client = useTRPCClient();
  const { tenant, permissions } = useEditor();
  const { publicUrl } = useTenant();
  const id = useRun((state) => state.run?.id);
  const [address, setAddress] = useState<string | null>(null);
  if (id === undefined || !permissions.includes('run:decide')) return null;
  const show = async () => {
    try {
      const { path } = await client.run.resumeAddress.query({ tenant, id, step: step.key });
      setAddress(`${publicUrl}${path}`);
    } catch {
      toast.error(t('addressGone'));
    }
  };
  const copy = async (text: string) => {
    await navigator.clipboard.writeText(text);
    toast.success(t('addressCopied'));
  };
  if (address === null) {
    return (
      <Button
        size="sm"
        className="mt-1.5 flex"
        data-testid="step.resume-address.show"
        onClick={() => void show()}
      >
        {t('showAddress')}
      </Button>
    );
  }
  return (
    <span className="mt-1.5 flex items-center gap-1">
      <code data-testid="step.resume-address" className="min-w-0 font-mono text-xs break-all select-all">
        {address}
      </code>
      <Button variant="ghost" size="icon-sm" aria-label={t('copyAddress')} onClick={() => void copy(address)}>
        <Copy />
      </Button>
    </span>
  );
}
