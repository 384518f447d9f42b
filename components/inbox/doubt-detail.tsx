'use client';
import { useState } from 'react';
import { CircleCheck, CircleX, Send } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { DoubtView } from '@/core/contracts/inbox';
import { Input } from '@/components/ui/input';
import { DoubtFacts } from './doubt-facts';
import { DECISIONS, type Decision } from './use-decide';

const ICON = { repeat: Send, done: CircleCheck, fail: CircleX } as const;
const FAIL_TEXT = { stop: 'failStop', continue: 'failContinue', 'error-port': 'failErrorPort' } as const;
const MAX_NOTE = 1000;

interface DetailProps {
  /** One, or several that are decided the same way. */
  doubts: readonly DoubtView[];
  isBusy: boolean;
  onDecide(decision: Decision, note: string): void;
}

function Choices({ doubts, isBusy, onPick }: Omit<DetailProps, 'onDecide'> & { onPick(d: Decision): void }) {
  const t = useTranslations('inbox.choice');
  const policies = new Set(doubts.map((doubt) => doubt.onFail));
  const [policy] = policies;
  const consequence = (decision: Decision) => {
    if (decision !== 'fail') return t(`${decision}Text`);
    return policies.size === 1 && policy ? t(FAIL_TEXT[policy]) : t('failMany');
  };
  return (
    <fieldset className="min-w-0">
      <legend className="mb-2 text-[13px] font-semibold">{t('title')}</legend>
      <div className="grid gap-2.5 sm:grid-cols-3">
        {DECISIONS.map((decision) => {
          const Icon = ICON[decision];
          return (
            <button
              key={decision}
              type="button"
              disabled={isBusy}
              data-testid={`inbox.decide.${decision}`}
              onClick={() => onPick(decision)}
              className="flex flex-col items-start gap-1 rounded-lg border border-border bg-surface p-3 text-left transition-colors duration-100 hover:border-accent hover:bg-accent-soft/50 disabled:pointer-events-none disabled:opacity-50"
            >
              <span className="flex items-center gap-2 text-[13px] font-semibold">
                <Icon aria-hidden className="size-4 text-muted" /> {t(decision)}
              </span>
              <span className="text-xs leading-[1.125rem] text-muted">{consequence(decision)}</span>
            </button>
          );
        })}
      </div>
    </fieldset>
  );
}

/** What is known, what can be decided, and what each choice does. */
export function DoubtDetail({ doubts, isBusy, onDecide }: DetailProps) {
  const t = useTranslations('inbox');
  const [note, setNote] = useState('');
  const [first] = doubts;
  if (!first) return null;
  const isMany = doubts.length > 1;
  return (
    <article
      data-testid="inbox.detail"
      aria-labelledby="inbox-detail-title"
      className="flex min-w-0 flex-col gap-5 rounded-lg border border-border bg-surface p-5 shadow-card"
    >
      <header>
        <h2 id="inbox-detail-title" className="text-base font-semibold">
          {isMany ? t('aboutMany', { count: doubts.length }) : t('about', { name: first.nodeName })}
        </h2>
        <p className="mt-1 max-w-2xl text-[13px] text-muted">{t(isMany ? 'aboutManyText' : 'aboutText')}</p>
      </header>
      {isMany ? (
        <ul className="divide-y divide-border rounded-md border border-border text-[13px]">
          {doubts.slice(0, 8).map((doubt) => (
            <li key={`${doubt.runId} ${doubt.step}`} className="flex flex-wrap gap-x-3 px-3 py-1.5">
              <span className="font-medium">
                {t('entry', { name: doubt.nodeName, workflow: doubt.workflowName })}
              </span>
              <span className="min-w-0 truncate text-muted">{doubt.open[0]?.summary}</span>
            </li>
          ))}
          {doubts.length > 8 ? <li className="px-3 py-1.5 text-muted">…</li> : null}
        </ul>
      ) : (
        <DoubtFacts doubt={first} />
      )}
      <label className="block space-y-1.5 text-[13px] font-semibold">
        {t('note')}
        <Input
          maxLength={MAX_NOTE}
          value={note}
          placeholder={t('noteHelp')}
          data-testid="inbox.note"
          className="font-normal"
          onChange={({ target }) => setNote(target.value)}
        />
      </label>
      <Choices doubts={doubts} isBusy={isBusy} onPick={(decision) => onDecide(decision, note)} />
    </article>
  );
}
