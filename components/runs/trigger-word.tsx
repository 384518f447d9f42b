'use client';
import {
  Braces,
  CalendarClock,
  CircleAlert,
  MousePointerClick,
  Webhook,
  Workflow,
  Zap,
  type LucideIcon,
} from 'lucide-react';
import { useTranslations } from 'next-intl';
import { RUN_TRIGGERS } from './run-filters';

const ICONS: Readonly<Record<(typeof RUN_TRIGGERS)[number], LucideIcon>> = {
  manual: MousePointerClick,
  api: Braces,
  webhook: Webhook,
  schedule: CalendarClock,
  'sub-workflow': Workflow,
  error: CircleAlert,
};

/** How a run began, as an icon and a word. */
export function TriggerWord({ type }: { type: string | null | undefined }) {
  const t = useTranslations('runs');
  const known = RUN_TRIGGERS.find((name) => type === name || type === `${name}-trigger`);
  const Icon = known ? ICONS[known] : Zap;
  if (!type) return null;
  return (
    <span className="inline-flex items-center gap-1.5 whitespace-nowrap">
      <Icon aria-hidden className="size-3.5 text-faint" />
      {known ? t(`trigger.${known}`) : type}
    </span>
  );
}
