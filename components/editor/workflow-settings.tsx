'use client';
import { useId, useState, type FormEvent } from 'react';
import { useTranslations } from 'next-intl';
import type { DraftEdit } from '@/core/draft/edit';
import type { OrderStrategy, SavePolicy } from '@/core/contracts/portable-workflow';
import type { Graph } from '@/core/graph/graph';
import { Button } from '@/components/ui/button';
import {
  Dialog,
  DialogContent,
  DialogDescription,
  DialogFooter,
  DialogHeader,
  DialogTitle,
} from '@/components/ui/dialog';
import { FormError } from '@/components/ui/form-error';
import { FormField } from '@/components/ui/form-field';
import { Input } from '@/components/ui/input';
import { ChoiceSelect, type ChoiceOption } from '@/components/ui/choice-select';
import { WorkflowPicker } from '@/components/inspector/workflow-picker';
import { useDocument, useEditor, usePanels } from './editor-context';
import { isTimeZone, minutesToMs, msToMinutes, textToCount } from './workflow-settings-values';

const ORDERS: readonly OrderStrategy[] = ['parallel', 'branches', 'levels'];
const SAVES: readonly SavePolicy[] = ['all', 'failures', 'none'];

interface Values {
  name: string;
  timezone: string;
  order: OrderStrategy;
  errorWorkflow: string | null;
  minutes: string;
  atOnce: string;
  keeps: SavePolicy;
}

function valuesOf({ name, settings }: Graph): Values {
  const { timezone, order, errorWorkflow, timeoutMs, concurrency, save: keeps } = settings;
  const atOnce = concurrency === null ? '' : String(concurrency);
  return { name, timezone, order, errorWorkflow, minutes: msToMinutes(timeoutMs), atOnce, keeps };
}

function editsFor(graph: Graph, values: Values): DraftEdit[] {
  const { timezone, order, errorWorkflow, keeps: save } = values;
  const concurrency = textToCount(values.atOnce);
  const name = values.name.trim();
  const timeoutMs = minutesToMs(values.minutes);
  const settings = { timezone, order, errorWorkflow, timeoutMs, concurrency, save };
  return [
    ...(name !== graph.name ? [{ kind: 'set-workflow-name', name } as const] : []),
    { kind: 'set-workflow-settings', settings },
  ];
}

function TimeZoneField({ value, onChange }: { value: string; onChange(value: string): void }) {
  const t = useTranslations('editor.workflowSettings');
  const listId = useId();
  const isKnown = isTimeZone(value);
  return (
    <FormField
      label={t('timezone')}
      help={t('timezoneHelp')}
      {...(isKnown ? {} : { error: t('timezoneUnknown', { timezone: value }) })}
    >
      {(ids) => (
        <>
          <Input
            {...ids}
            list={listId}
            value={value}
            maxLength={64}
            data-testid="settings.timezone"
            onChange={(event) => onChange(event.target.value)}
          />
          <datalist id={listId}>
            {Intl.supportedValuesOf('timeZone').map((zone) => (
              <option key={zone} value={zone} />
            ))}
          </datalist>
        </>
      )}
    </FormField>
  );
}

function Choice<T extends string>({
  label,
  help,
  value,
  options,
  testId,
  onChange,
}: {
  label: string;
  help: string;
  value: T;
  options: readonly ChoiceOption<T>[];
  testId: string;
  onChange(value: T): void;
}) {
  return (
    <FormField label={label} help={help}>
      {(ids) => (
        <ChoiceSelect
          id={ids.id}
          aria-describedby={ids['aria-describedby']}
          data-testid={testId}
          value={value}
          options={options}
          onChoose={onChange}
        />
      )}
    </FormField>
  );
}

function SettingsForm({ onDone }: { onDone(): void }) {
  const t = useTranslations('editor.workflowSettings');
  const editor = useEditor();
  const readOnly = useDocument((state) => state.readOnly);
  const [values, setValues] = useState(() => valuesOf(editor.document.getState().graph));
  const [error, setError] = useState<string | undefined>(undefined);
  const change = (part: Partial<Values>) => setValues((before) => ({ ...before, ...part }));
  const canSave = !readOnly && values.name.trim() !== '' && isTimeZone(values.timezone);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    editor.endGesture();
    const edits = editsFor(editor.document.getState().graph, values);
    const outcome = editor.apply({ kind: 'batch', edits });
    editor.endGesture();
    if (outcome.done) onDone();
    else setError(outcome.problem.message);
  };
  return (
    <form onSubmit={submit} className="flex flex-col gap-4">
      <FormField label={t('name')}>
        {(ids) => (
          <Input
            {...ids}
            value={values.name}
            required
            maxLength={200}
            data-testid="settings.name"
            onChange={(event) => change({ name: event.target.value })}
          />
        )}
      </FormField>
      <TimeZoneField value={values.timezone} onChange={(timezone) => change({ timezone })} />
      <Choice
        label={t('order')}
        help={t(`orderHelp.${values.order}`)}
        value={values.order}
        testId="settings.order"
        options={ORDERS.map((order) => ({ value: order, label: t(`orders.${order}`) }))}
        onChange={(order) => change({ order })}
      />
      <Choice
        label={t('keeps')}
        help={t(`keepsHelp.${values.keeps}`)}
        value={values.keeps}
        testId="settings.keeps"
        options={SAVES.map((keeps) => ({ value: keeps, label: t(`keepsWhat.${keeps}`) }))}
        onChange={(keeps) => change({ keeps })}
      />
      <FormField label={t('errorWorkflow')} help={t('errorWorkflowHelp')}>
        {() => (
          <WorkflowPicker
            value={values.errorWorkflow}
            onChange={(errorWorkflow) => change({ errorWorkflow })}
            label={t('errorWorkflow')}
            testId="settings.errorWorkflow"
            startedBy="error"
            none={t('noErrorWorkflow')}
            disabled={readOnly}
          />
        )}
      </FormField>
      <FormField label={t('limit')} help={t('limitHelp')}>
        {(ids) => (
          <Input
            {...ids}
            type="number"
            min={0.1}
            step="any"
            value={values.minutes}
            data-testid="settings.limit"
            className="w-32"
            onChange={(event) => change({ minutes: event.target.value })}
          />
        )}
      </FormField>
      <FormField label={t('atOnce')} help={t('atOnceHelp')}>
        {(ids) => (
          <Input
            {...ids}
            type="number"
            min={1}
            step={1}
            value={values.atOnce}
            data-testid="settings.concurrency"
            className="w-32"
            onChange={(event) => change({ atOnce: event.target.value })}
          />
        )}
      </FormField>
      <FormError>{error}</FormError>
      <DialogFooter>
        <Button onClick={onDone}>{t('cancel')}</Button>
        <Button type="submit" variant="primary" disabled={!canSave} data-testid="settings.save">
          {t('save')}
        </Button>
      </DialogFooter>
    </form>
  );
}

/** Name, time zone, order, what is kept of runs, error workflow and limits of the whole workflow. */
export function WorkflowSettings() {
  const t = useTranslations('editor.workflowSettings');
  const { panels } = useEditor();
  const isOpen = usePanels((state) => state.settingsOpen);
  const { setSettingsOpen } = panels.getState();
  return (
    <Dialog open={isOpen} onOpenChange={setSettingsOpen}>
      <DialogContent data-testid="settings">
        <DialogHeader>
          <DialogTitle>{t('title')}</DialogTitle>
          <DialogDescription>{t('description')}</DialogDescription>
        </DialogHeader>
        <SettingsForm onDone={() => setSettingsOpen(false)} />
      </DialogContent>
    </Dialog>
  );
}
