/** What n8n says about a node besides its parameters: errors, retries, being switched off. */
import type { NodeSettings } from '@/core/contracts/portable-workflow';
import type { NodeContext } from './context';
import type { SourceNode } from './source';

const MAX_ATTEMPTS = 20;
const MAX_DELAY_MS = 3_600_000;

/** The settings of a node as ours. */
export function translateSettings(node: SourceNode, remark: NodeContext['remark']): NodeSettings {
  const { raw } = node;
  const settings: NodeSettings = {
    onError: onErrorOf(raw),
    disabled: raw['disabled'] === true,
    alwaysOutput: raw['alwaysOutputData'] === true,
    executeOnce: raw['executeOnce'] === true,
  };
  if (raw['retryOnFail'] !== true) return settings;
  const tries = whole(raw['maxTries'], 3);
  const attempts = Math.min(Math.max(tries, 1), MAX_ATTEMPTS);
  if (attempts !== tries) remark('settings.retry-limited', { attempts });
  remark('settings.retry-kinds');
  const delayMs = Math.min(Math.max(whole(raw['waitBetweenTries'], 1000), 0), MAX_DELAY_MS);
  return { ...settings, retry: { attempts, backoff: 'fixed', delayMs } };
}

function onErrorOf(raw: Readonly<Record<string, unknown>>): NodeSettings['onError'] {
  if (raw['onError'] === 'continueErrorOutput') return 'error-port';
  if (raw['onError'] === 'continueRegularOutput') return 'continue';
  return raw['onError'] === undefined && raw['continueOnFail'] === true ? 'continue' : 'stop';
}

function whole(value: unknown, fallback: number): number {
  return typeof value === 'number' && Number.isFinite(value) ? Math.round(value) : fallback;
}

/** The original with the settings as they are now; what did not change keeps its form. */
export function settingsToN8n(raw: Record<string, unknown>, settings: NodeSettings): Record<string, unknown> {
  const { continueOnFail: _old, onError, retryOnFail, maxTries, waitBetweenTries, ...rest } = raw;
  const { disabled, alwaysOutputData, executeOnce, ...others } = rest;
  const result: Record<string, unknown> = { ...others };
  if (settings.disabled || disabled === false) result['disabled'] = settings.disabled;
  if (settings.alwaysOutput || alwaysOutputData === false) result['alwaysOutputData'] = settings.alwaysOutput;
  if (settings.executeOnce || executeOnce === false) result['executeOnce'] = settings.executeOnce;
  if (settings.onError === 'continue') result['onError'] = 'continueRegularOutput';
  else if (settings.onError === 'error-port') result['onError'] = 'continueErrorOutput';
  else if (onError === 'stopWorkflow') result['onError'] = onError;
  if (settings.retry) {
    result['retryOnFail'] = true;
    result['maxTries'] = settings.retry.attempts;
    result['waitBetweenTries'] = settings.retry.delayMs;
  } else {
    if (retryOnFail === false) result['retryOnFail'] = false;
    if (maxTries !== undefined) result['maxTries'] = maxTries;
    if (waitBetweenTries !== undefined) result['waitBetweenTries'] = waitBetweenTries;
  }
  return result;
}
