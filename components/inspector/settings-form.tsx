'use client';
import type { ReactNode } from 'react';
import { useTranslations } from 'next-intl';
import type { SettingsChange } from '@/core/draft/edit';
import type { GraphNode, NodeSettings } from '@/core/graph/graph';
import type { NodeDefinition } from '@/core/node-kit/definition';
import { Input } from '@/components/ui/input';
import { ChoiceSelect } from '@/components/ui/choice-select';
import { Switch } from '@/components/ui/switch';
import { useDocument, useEditor } from '@/components/editor/editor-context';
import { parseNumber } from './simple-controls';

interface RowProps {
  label: string;
  help: string;
  children: ReactNode;
}

function Row({ label, help, children }: RowProps) {
  return (
    <div className="flex items-start gap-4 border-b border-border py-3 last:border-b-0">
      <div className="min-w-0 flex-1">
        <div className="text-[13px] font-medium">{label}</div>
        <p className="text-xs text-muted">{help}</p>
      </div>
      <div className="w-40 shrink-0">{children}</div>
    </div>
  );
}

interface NumberProps {
  name: string;
  label: string;
  value: number | undefined;
  placeholder: string;
  disabled: boolean;
  onChange(value: number | null): void;
}

function NumberSetting({ name, label, value, placeholder, disabled, onChange }: NumberProps) {
  return (
    <Input
      key={value ?? 'none'}
      data-testid={`inspector.settings.${name}`}
      aria-label={label}
      inputMode="numeric"
      defaultValue={value ?? ''}
      placeholder={placeholder}
      disabled={disabled}
      onBlur={({ target }) => {
        const number = parseNumber(target.value);
        if (number === null || number === value) return;
        onChange(number === undefined ? null : Math.max(0, Math.round(number)));
      }}
      onKeyDown={(event) => {
        if (event.key === 'Enter') event.currentTarget.blur();
      }}
    />
  );
}

const SWITCHES = ['disabled', 'alwaysOutput', 'executeOnce'] as const;

function ErrorSettings({
  settings,
  disabled,
  change,
}: {
  settings: NodeSettings;
  disabled: boolean;
  change(settings: SettingsChange): void;
}) {
  const t = useTranslations('editor.settings');
  const { retry } = settings;
  const setRetry = (next: Partial<NonNullable<NodeSettings['retry']>>) =>
    change({ retry: { attempts: 3, backoff: 'exponential', delayMs: 1000, ...retry, ...next } });
  const onError = (['stop', 'continue', 'error-port'] as const).map((value) => ({
    value,
    label: t(`onErrorOptions.${value}`),
  }));
  const backoff = (['exponential', 'fixed'] as const).map((value) => ({
    value,
    label: t(`backoffOptions.${value}`),
  }));
  return (
    <>
      <Row label={t('onError')} help={t('onErrorHelp')}>
        <ChoiceSelect
          data-testid="inspector.settings.onError"
          aria-label={t('onError')}
          value={settings.onError}
          options={onError}
          disabled={disabled}
          onChoose={(value) => change({ onError: value })}
        />
      </Row>
      <Row label={t('retry')} help={t('retryHelp')}>
        <Switch
          data-testid="inspector.settings.retry"
          aria-label={t('retry')}
          checked={retry !== undefined}
          disabled={disabled}
          onCheckedChange={(on) => (on ? setRetry({}) : change({ retry: null }))}
        />
      </Row>
      {retry ? (
        <>
          <Row label={t('attempts')} help={t('attemptsHelp')}>
            <NumberSetting
              name="attempts"
              label={t('attempts')}
              value={retry.attempts}
              placeholder="3"
              disabled={disabled}
              onChange={(value) => setRetry({ attempts: Math.min(20, Math.max(1, value ?? 3)) })}
            />
          </Row>
          <Row label={t('backoff')} help={t('backoffHelp')}>
            <ChoiceSelect
              data-testid="inspector.settings.backoff"
              aria-label={t('backoff')}
              value={retry.backoff}
              options={backoff}
              disabled={disabled}
              onChoose={(value) => setRetry({ backoff: value })}
            />
          </Row>
          <Row label={t('delay')} help={t('delayHelp')}>
            <NumberSetting
              name="delayMs"
              label={t('delay')}
              value={retry.delayMs}
              placeholder="1000"
              disabled={disabled}
              onChange={(value) => setRetry({ delayMs: Math.min(3_600_000, value ?? 1000) })}
            />
          </Row>
        </>
      ) : null}
    </>
  );
}

/** What a node does beside its work: errors, retries, limits. */
export function SettingsForm({
  node,
  definition,
}: {
  node: GraphNode;
  definition: NodeDefinition | undefined;
}) {
  const t = useTranslations('editor.settings');
  const editor = useEditor();
  const readOnly = useDocument((state) => state.readOnly);
  const { settings } = node;
  const change = (next: SettingsChange) =>
    void editor.apply({ kind: 'set-settings', nodeId: node.id, settings: next });
  const fallback = definition?.inDoubt ?? 'ask';
  const inDoubt = (['default', 'ask', 'repeat', 'fail'] as const).map((value) => ({
    value,
    label:
      value === 'default'
        ? t('inDoubtDefault', { policy: t(`inDoubtOptions.${fallback}`) })
        : t(`inDoubtOptions.${value}`),
  }));
  return (
    <div className="px-3">
      <ErrorSettings settings={settings} disabled={readOnly} change={change} />
      <Row label={t('timeout')} help={t('timeoutHelp')}>
        <NumberSetting
          name="timeoutMs"
          label={t('timeout')}
          value={settings.timeoutMs}
          placeholder={t('none')}
          disabled={readOnly}
          onChange={(value) => change({ timeoutMs: value === 0 ? null : value })}
        />
      </Row>
      {definition?.effect === 'pure' ? null : (
        <Row label={t('inDoubt')} help={t('inDoubtHelp')}>
          <ChoiceSelect
            data-testid="inspector.settings.inDoubt"
            aria-label={t('inDoubt')}
            value={settings.inDoubt ?? 'default'}
            options={inDoubt}
            disabled={readOnly}
            onChoose={(value) => change({ inDoubt: value === 'default' ? null : value })}
          />
        </Row>
      )}
      {SWITCHES.map((name) => (
        <Row key={name} label={t(name)} help={t(`${name}Help`)}>
          <Switch
            data-testid={`inspector.settings.${name}`}
            aria-label={t(name)}
            checked={settings[name]}
            disabled={readOnly}
            onCheckedChange={(on) => change({ [name]: on })}
          />
        </Row>
      ))}
    </div>
  );
}
