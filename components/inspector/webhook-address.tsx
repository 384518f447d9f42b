'use client';
import { Copy, SquareTerminal } from 'lucide-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import type { GraphNode } from '@/core/graph/graph';
import { useTRPC } from '@/components/api/trpc-provider';
import { useDocument, useEditor } from '@/components/editor/editor-context';
import { useTenant } from '@/components/shell/tenant-context';
import { Button } from '@/components/ui/button';
import { toast } from '@/components/ui/toast';
import { Tooltip } from '@/components/ui/tooltip';
import { curlCommand, webhookAddress, webhookTestAddress, withHiddenSecrets } from './webhook-call';

/** Whether the address answers yet, and as which version. */
function useLiveText(): string | null {
  const t = useTranslations('editor.webhook');
  const trpc = useTRPC();
  const { tenant, workflowId } = useEditor();
  const isDraft = useDocument((state) => !state.readOnly);
  const { data } = useQuery({
    ...trpc.workflow.get.queryOptions({ tenant, id: workflowId }),
    enabled: isDraft,
  });
  if (!data) return null;
  const version = data.publishedVersion;
  if (version === null) return t('unpublished');
  return t(data.draftChanged ? 'changed' : 'live', { version });
}

/** Above the form of a webhook: the address that callers use, ready to be copied. */
export function WebhookAddress({ node }: { node: GraphNode }) {
  const t = useTranslations('editor.webhook');
  const { tenant } = useEditor();
  const { publicUrl } = useTenant();
  const live = useLiveText();
  const address = webhookAddress(node.parameters, { publicUrl, tenant });
  const copy = async (text: string) => {
    await navigator.clipboard.writeText(text);
    toast.success(t('copied'));
  };
  return (
    <section className="space-y-1.5 border-b border-border p-3" aria-label={t('title')}>
      <h4 className="text-xs font-semibold">{t('title')}</h4>
      {address === null ? (
        <p className="text-xs text-muted">{t('noPath')}</p>
      ) : (
        <>
          <div className="flex items-center gap-1 rounded-md border border-border bg-surface-sunken py-1 pr-1 pl-2">
            <code
              data-testid="inspector.webhook-url"
              className="min-w-0 flex-1 font-mono text-xs break-all select-all"
            >
              {address}
            </code>
            <Tooltip content={t('copy')}>
              <Button
                variant="ghost"
                size="icon-sm"
                aria-label={t('copy')}
                onClick={() => void copy(address)}
              >
                <Copy />
              </Button>
            </Tooltip>
            <Tooltip content={t('copyCurl')}>
              <Button
                variant="ghost"
                size="icon-sm"
                aria-label={t('copyCurl')}
                onClick={() => void copy(curlCommand(node.parameters, address))}
              >
                <SquareTerminal />
              </Button>
            </Tooltip>
          </div>
          {live === null ? null : <p className="text-xs text-muted">{live}</p>}
          <details className="text-xs">
            <summary className="inline-flex min-h-6 cursor-pointer items-center text-muted">
              {t('more')}
            </summary>
            <p className="mt-1 mb-0.5 text-muted">{t('curl')}</p>
            <code
              data-testid="inspector.webhook-curl"
              className="block rounded-md bg-surface-sunken px-2 py-1 font-mono text-[11.5px] break-all"
            >
              {curlCommand(withHiddenSecrets(node.parameters), address)}
            </code>
            <p className="mt-2 mb-0.5 text-muted">{t('testAddress')}</p>
            <code
              data-testid="inspector.webhook-test-url"
              className="block rounded-md bg-surface-sunken px-2 py-1 font-mono text-[11.5px] break-all select-all"
            >
              {webhookTestAddress(node.parameters, { publicUrl, tenant })}
            </code>
          </details>
        </>
      )}
    </section>
  );
}
