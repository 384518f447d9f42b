'use client';
import { Send, Square } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useEffect, useRef, useState, type FormEvent } from 'react';
import { useTenant } from '@/components/shell/tenant-context';
import { Button } from '@/components/ui/button';
import { FormError } from '@/components/ui/form-error';
import { FormField } from '@/components/ui/form-field';
import { Textarea } from '@/components/ui/textarea';
import { AnswerView } from './answer-view';
import type { ApiCall, ApiSchema } from './api-document';
import { curlCommand, missingParameters, startValues, type ApiValues } from './api-request';
import { CurlBox } from './curl-box';
import { ParameterField } from './parameter-field';
import { sendCall, type ApiAnswer } from './send-call';

function reasonNotJson(text: string): string | null {
  try {
    JSON.parse(text);
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : '';
  }
}

/** Sends one call at a time; leaving the form ends it. */
function useSending(call: ApiCall) {
  const [answer, setAnswer] = useState<ApiAnswer | null>(null);
  const [isSending, setSending] = useState(false);
  const [isUnreachable, setUnreachable] = useState(false);
  const stop = useRef<AbortController | null>(null);
  useEffect(() => () => stop.current?.abort(), []);
  async function send(values: ApiValues, key: string): Promise<void> {
    stop.current?.abort();
    const controller = new AbortController();
    stop.current = controller;
    setAnswer(null);
    setUnreachable(false);
    setSending(true);
    try {
      await sendCall(call, { values, key, signal: controller.signal }, setAnswer);
    } catch {
      setUnreachable(!controller.signal.aborted);
    } finally {
      if (stop.current === controller) setSending(false);
    }
  }
  return { answer, isSending, isUnreachable, send, stop: () => stop.current?.abort() };
}

/** A form for the values of a call, the command that it makes, and the answer. */
export function TryForm({
  call,
  schemas,
  apiKey,
}: {
  call: ApiCall;
  schemas: Readonly<Record<string, ApiSchema>>;
  apiKey: string;
}) {
  const t = useTranslations('apiExplorer');
  const { publicUrl } = useTenant();
  const [values, setValues] = useState(() => startValues(call));
  const [fault, setFault] = useState<string | null>(null);
  const sending = useSending(call);

  function submit(event: FormEvent<HTMLFormElement>): void {
    event.preventDefault();
    const missing = missingParameters(call, values);
    const reason = call.body ? reasonNotJson(values.body) : null;
    if (apiKey.trim() === '') setFault(t('key.missing'));
    else if (missing.length > 0) setFault(t('missing', { names: missing.join(', ') }));
    else if (reason !== null) setFault(t('bodyNotJson', { reason }));
    else {
      setFault(null);
      void sending.send(values, apiKey);
    }
  }

  return (
    <form onSubmit={submit} noValidate className="space-y-4" aria-label={t('tryTitle')}>
      {call.parameters.map((parameter) => (
        <ParameterField
          key={parameter.name}
          parameter={parameter}
          schemas={schemas}
          value={values.parameters[parameter.name] ?? ''}
          onChange={(value) =>
            setValues({ ...values, parameters: { ...values.parameters, [parameter.name]: value } })
          }
        />
      ))}
      {call.body ? (
        <FormField label={t('body')}>
          {(ids) => (
            <Textarea
              {...ids}
              rows={Math.min(18, values.body.split('\n').length + 1)}
              value={values.body}
              spellCheck={false}
              data-testid="api.body"
              className="font-mono text-xs leading-5"
              onChange={(event) => setValues({ ...values, body: event.target.value })}
            />
          )}
        </FormField>
      ) : null}
      <FormError>{fault ?? (sending.isUnreachable ? t('unreachable') : null)}</FormError>
      <div className="flex gap-2">
        <Button type="submit" variant="primary" data-testid="api.try" disabled={sending.isSending}>
          <Send /> {sending.isSending ? t('sending') : t('send')}
        </Button>
        {sending.isSending ? (
          <Button data-testid="api.stop" onClick={sending.stop}>
            <Square /> {t('stop')}
          </Button>
        ) : null}
      </div>
      {sending.answer ? <AnswerView answer={sending.answer} /> : null}
      <CurlBox command={curlCommand(call, values, publicUrl)} />
    </form>
  );
}
