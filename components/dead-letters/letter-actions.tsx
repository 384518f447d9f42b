'use client';
import { RotateCcw, StepForward, Trash2 } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useTenant } from '@/components/shell/tenant-context';
import { Button } from '@/components/ui/button';
import { LETTER_ACTIONS, type LetterAction } from './letter-job';

const ICON = { resume: StepForward, retry: RotateCcw, discard: Trash2 } as const;
const NEEDS = { resume: 'run:start', retry: 'run:start', discard: 'run:decide' } as const;

/** What the person may do with some failed runs. */
export function LetterActions({
  count,
  testId,
  onPick,
}: {
  /** Said on the buttons where it is given. */
  count?: number;
  testId: string;
  onPick(action: LetterAction): void;
}) {
  const t = useTranslations('deadLetters.act');
  const tenant = useTenant();
  return (
    <>
      {LETTER_ACTIONS.filter((action) => tenant.may(NEEDS[action])).map((action) => {
        const Icon = ICON[action];
        return (
          <Button
            key={action}
            size="sm"
            variant={action === 'discard' ? 'ghost' : 'secondary'}
            data-testid={`${testId}.${action}`}
            onClick={() => onPick(action)}
          >
            <Icon /> {count === undefined ? t(action) : t(`${action}Count`, { count })}
          </Button>
        );
      })}
    </>
  );
}

/** True when the person may do anything with failed runs. */
export function useMayHandle(): boolean {
  const tenant = useTenant();
  return LETTER_ACTIONS.some((action) => tenant.may(NEEDS[action]));
}
