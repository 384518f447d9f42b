'use client';
import { useMemo, useState, type ReactNode } from 'react';
import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import type { RunView } from '@/core/contracts/run-view';
import type { JsonObject } from '@/core/items/item';
import { useTRPC } from '@/components/api/trpc-provider';
import { useDocument, useEditor } from '@/components/editor/editor-context';
import { usePinnedProblemText } from '@/components/inspector/pin-dialog';
import { JsonText } from '@/components/inspector/json-text';
import { Button } from '@/components/ui/button';
import {
  Dialog,
  DialogContent,
  DialogDescription,
  DialogFooter,
  DialogHeader,
  DialogTitle,
} from '@/components/ui/dialog';
import { Skeleton } from '@/components/ui/skeleton';
import { editedInput, portTexts, type PortText } from './rerun-input';
import { rerunPlan, type RerunPlan } from './rerun-plan';
import { useRunAgain } from './run-actions';
import { StepSelect } from './step-select';

interface RerunDialogProps {
  run: RunView;
  stepKey: string;
  onClose(): void;
}

type Version = 'same' | 'draft';

function VersionChoice({ value, onChange }: { value: Version; onChange(value: Version): void }) {
  const t = useTranslations('run.rerun');
  return (
    <fieldset className="space-y-1.5">
      <legend className="mb-1 text-xs font-medium">{t('version')}</legend>
      {(['same', 'draft'] as const).map((version) => (
        <label
          key={version}
          className="flex cursor-pointer items-start gap-2.5 rounded-md border border-border px-3 py-2 has-checked:border-accent has-checked:bg-accent-soft"
        >
          <input
            type="radio"
            name="rerun-version"
            data-testid={`rerun.on.${version}`}
            checked={value === version}
            onChange={() => onChange(version)}
            className="mt-0.5 size-4 accent-[var(--accent)]"
          />
          <span>
            <span className="block text-[13px] font-medium">{t(version)}</span>
            <span className="block text-xs text-muted">{t(`${version}Text`)}</span>
          </span>
        </label>
      ))}
    </fieldset>
  );
}

interface InputEditorProps {
  ports: Readonly<Record<string, PortText>>;
  edited: Readonly<Record<string, string>>;
  problem: { port: string; text: string } | null;
  onChange(edited: Readonly<Record<string, string>>): void;
}

function InputEditor({ ports, edited, problem, onChange }: InputEditorProps) {
  const t = useTranslations('run.rerun');
  const names = Object.keys(ports);
  const isChanged = (port: string) => {
    const original = ports[port];
    return original?.editable === true && (edited[port] ?? original.text) !== original.text;
  };
  return (
    <div className="space-y-2">
      <p className="text-xs font-medium">{t('input')}</p>
      {names.map((port) => {
        const original = ports[port];
        return (
          <div key={port}>
            {names.length > 1 ? <p className="mb-1 text-xs text-muted">{t('port', { port })}</p> : null}
            {original?.editable ? (
              <>
                <JsonText
                  value={edited[port] ?? original.text}
                  label={names.length > 1 ? t('port', { port }) : t('input')}
                  testId={`rerun.input.${port}`}
                  className="h-44"
                  onChange={(text) => onChange({ ...edited, [port]: text })}
                />
                <p className="mt-1 flex min-h-6 items-center gap-2 text-xs text-muted">
                  {problem?.port === port ? (
                    <span className="text-danger">{problem.text}</span>
                  ) : isChanged(port) ? (
                    <>
                      {t('changed')}
                      <Button
                        variant="link"
                        size="sm"
                        onClick={() => onChange({ ...edited, [port]: original.text })}
                      >
                        {t('reset')}
                      </Button>
                    </>
                  ) : (
                    t('unchanged')
                  )}
                </p>
              </>
            ) : (
              <p className="text-xs text-muted">{t('tooLarge')}</p>
            )}
          </div>
        );
      })}
    </div>
  );
}

function PlanLine({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div className="grid grid-cols-[8.5rem_1fr] gap-3">
      <dt className="text-muted">{title}</dt>
      <dd className="min-w-0 break-words">{children}</dd>
    </div>
  );
}

function Plan({ plan }: { plan: RerunPlan }) {
  const t = useTranslations('run.rerun');
  return (
    <dl data-testid="rerun.plan" className="space-y-1 rounded-md bg-surface-sunken px-3 py-2 text-xs">
      <PlanLine title={t('reused')}>{plan.reused.join(', ') || t('reusedNone')}</PlanLine>
      <PlanLine title={t('again')}>{plan.again.join(', ')}</PlanLine>
      <PlanLine title={t('writes')}>
        {plan.writes.length === 0
          ? t('writesNone')
          : plan.writes.slice(0, 8).map((write) => (
              <span key={write.nodeName + write.effect} className="block text-warning">
                {write.nodeName}: {write.summary}
              </span>
            ))}
      </PlanLine>
    </dl>
  );
}

/** Starts a new run from one of this run's steps, with other data if wanted, and says beforehand what it will do. */
export function RerunDialog({ run, stepKey, onClose }: RerunDialogProps) {
  const t = useTranslations('run.rerun');
  const trpc = useTRPC();
  const { tenant } = useEditor();
  const graph = useDocument((state) => state.graph);
  const problemText = usePinnedProblemText();
  const { rerunFrom, isBusy } = useRunAgain(run);
  const steps = run.steps.filter((step) => !['skipped', 'queued'].includes(step.status));
  const [chosen, setChosen] = useState(stepKey);
  const [version, setVersion] = useState<Version>('same');
  const [edited, setEdited] = useState<Readonly<Record<string, string>>>({});
  const detail = useQuery(
    trpc.run.getStep.queryOptions({ tenant, id: run.id, step: chosen }, { staleTime: Infinity }),
  );
  const ports = useMemo(
    // What comes over the wire as JSON objects are JSON objects.
    () => portTexts((detail.data?.input ?? {}) as Record<string, { json: JsonObject }[]>),
    [detail.data],
  );
  const plan = useMemo(() => rerunPlan(run, graph, chosen), [run, graph, chosen]);
  const parsed = editedInput(ports, edited);
  const step = run.steps.find((one) => one.key === chosen);
  const label = (one: { nodeName: string; iteration: string | null }) =>
    one.iteration === null ? one.nodeName : `${one.nodeName} · ${one.iteration}`;
  const start = async () => {
    if (!parsed.ok) return;
    await rerunFrom({ step: chosen, on: version, ...(parsed.input ? { input: parsed.input } : {}) });
    onClose();
  };
  return (
    <Dialog open onOpenChange={(open) => (open ? undefined : onClose())}>
      <DialogContent className="top-[6vh] max-h-[88vh] w-[min(44rem,calc(100vw-2rem))]">
        <DialogHeader>
          <DialogTitle>{t('title', { name: step?.nodeName ?? chosen })}</DialogTitle>
          <DialogDescription>{t('description')}</DialogDescription>
        </DialogHeader>
        <div className="space-y-1">
          <p className="text-xs font-medium">{t('step')}</p>
          <StepSelect
            steps={steps}
            value={chosen}
            shown={step ? label(step) : chosen}
            label={t('step')}
            nameOf={label}
            testId="rerun.step"
            onChange={(next) => {
              setChosen(next);
              setEdited({});
            }}
          />
        </div>
        <VersionChoice value={version} onChange={setVersion} />
        {detail.isPending ? (
          <Skeleton className="h-44 w-full" />
        ) : (
          <InputEditor
            key={chosen}
            ports={ports}
            edited={edited}
            problem={parsed.ok ? null : { port: parsed.port, text: problemText(parsed.problem) }}
            onChange={setEdited}
          />
        )}
        <Plan plan={plan} />
        <DialogFooter>
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button
            variant="primary"
            data-testid="rerun.start"
            disabled={!parsed.ok || isBusy || detail.isPending}
            onClick={() => void start()}
          >
            {t('start')}
          </Button>
        </DialogFooter>
      </DialogContent>
    </Dialog>
  );
}
