'use client';
import { useState } from 'react';
import Link from 'next/link';
import { LockKeyhole } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { usePathname, useRouter, useSearchParams } from 'next/navigation';
import { PageFrame } from '@/components/shell/page-frame';
import { useTenant } from '@/components/shell/tenant-context';
import { Badge } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import { Tabs, TabsContent, TabsList, TabsTrigger } from '@/components/ui/tabs';
import { countWords } from './count-words';
import { Decisions } from './decisions';
import { FailedRuns } from './failed-runs';
import { useInboxCount } from './use-inbox-count';

const TABS = ['decisions', 'failures'] as const;

function MayNot() {
  const t = useTranslations('inbox');
  const tenant = useTenant();
  return (
    <div data-testid="inbox.may-not" className="rounded-lg border border-border bg-surface shadow-card">
      <EmptyState
        icon={<LockKeyhole />}
        title={t('mayNotTitle')}
        description={t('mayNotText')}
        actions={
          <Button asChild>
            <Link href={tenant.href('/runs')}>{t('mayNotAction')}</Link>
          </Button>
        }
      />
    </div>
  );
}

function Entries() {
  const t = useTranslations('inbox');
  const params = useSearchParams();
  const router = useRouter();
  const path = usePathname();
  const count = useInboxCount();
  const [first, setFirst] = useState<(typeof TABS)[number] | null>(null);
  // Where something waits; decided once, so that nothing is taken from under somebody's hand.
  if (first === null && count) {
    setFirst(count.decisions === 0 && count.failures > 0 ? 'failures' : 'decisions');
  }
  const tab = TABS.find((name) => name === params.get('tab')) ?? first ?? 'decisions';
  return (
    <Tabs value={tab} onValueChange={(value) => router.replace(`${path}?tab=${value}`, { scroll: false })}>
      <TabsList aria-label={t('tabs')} className="mb-4">
        {TABS.map((name) => (
          <TabsTrigger key={name} value={name} data-testid={`inbox.tab.${name}`}>
            {t(name)}
            {count && count[name] > 0 ? (
              <Badge tone={name === tab ? 'accent' : 'neutral'}>{countWords(count[name])}</Badge>
            ) : null}
          </TabsTrigger>
        ))}
      </TabsList>
      <TabsContent value="decisions" tabIndex={-1}>
        <Decisions />
      </TabsContent>
      <TabsContent value="failures" tabIndex={-1}>
        <FailedRuns />
      </TabsContent>
    </Tabs>
  );
}

/** What only a person can decide: writes in doubt, and runs that failed. */
export function InboxPage() {
  const t = useTranslations('inbox');
  const tenant = useTenant();
  return (
    <PageFrame title={t('title')} text={t('text')}>
      {tenant.may('run:decide') ? <Entries /> : <MayNot />}
    </PageFrame>
  );
}
