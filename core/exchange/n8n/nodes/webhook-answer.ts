/** How n8n's webhook answers by itself: at once, or with the items of the last node. */
import type { JsonObject } from '@/core/items/item';
import type { NodeContext } from '../context';
import { isExpression } from '../expressions';

/** Said by the server alone, whoever writes it: to be told, not to be brought over. */
const SERVER_HEADERS =
  /^(set-cookie2?|connection|content-length|keep-alive|transfer-encoding|upgrade|trailer)$/i;
const HEADER_NAME = /^[A-Za-z0-9-]{1,100}$/;
const HEADER_VALUE = /^[\t -~]{0,2000}$/;
const HTML = 'text/html; charset=utf-8';

/** The parameters that say when and with what a webhook answers. */
export function webhookAnswerOf(context: NodeContext): JsonObject {
  const mode = context.choice('onReceived', 'responseMode');
  if (mode === 'responseNode') return { respond: 'with-node' };
  const answer = mode === 'lastNode' ? lastNodeAnswer(context) : immediateAnswer(mode, context);
  const headers = headersOf(context);
  const type = context.choice('', 'options', 'responseContentType');
  const added = type === '' ? answer.contentType : type;
  if (added !== '' && !headers.some(({ name }) => String(name).toLowerCase() === 'content-type'))
    headers.push({ name: 'Content-Type', value: added });
  return {
    ...answer.parameters,
    status: statusOf(context),
    ...(headers.length > 0 ? { responseHeaders: headers } : {}),
  };
}

interface Answer {
  parameters: JsonObject;
  /** Where no header says otherwise; empty: what fits. */
  contentType: string;
}

function immediateAnswer(mode: string, context: NodeContext): Answer {
  if (mode === 'streaming') context.remark('webhook.response', { what: 'the answer is not streamed.' });
  const text = context.choice('', 'options', 'responseData');
  const isEmpty = context.flag(false, 'options', 'noResponseBody');
  if (isEmpty) return { parameters: { respond: 'immediately', answerWith: 'nothing' }, contentType: '' };
  if (text !== '') {
    // Text is a page in n8n, unless a header says otherwise.
    return {
      parameters: { respond: 'immediately', answerWith: 'text', answerText: text },
      contentType: HTML,
    };
  }
  context.remark('webhook.response', { what: 'the answer is the id of the run.' });
  return { parameters: { respond: 'immediately' }, contentType: '' };
}

function lastNodeAnswer(context: NodeContext): Answer {
  const data = context.choice('firstEntryJson', 'responseData');
  const parameters: JsonObject = { respond: 'when-finished' };
  switch (data) {
    case 'allEntries':
      return { parameters: { ...parameters, outputAs: 'list' }, contentType: '' };
    case 'noData':
      return { parameters: { ...parameters, outputAs: 'nothing' }, contentType: '' };
    case 'firstEntryJson': {
      const field = context.choice('', 'options', 'responsePropertyName');
      const only = field === '' ? {} : { outputField: field.slice(0, 200) };
      return { parameters: { ...parameters, outputAs: 'first', ...only }, contentType: '' };
    }
    default:
      context.remark('webhook.response', { what: 'the items are answered as JSON.' });
      return { parameters: { ...parameters, outputAs: 'first' }, contentType: '' };
  }
}

/** Where a status may stand: written beside the choice, chosen in the option, or as a parameter of old versions. */
const STATUS_PATHS = [
  ['options', 'responseCode', 'values', 'customCode'],
  ['options', 'responseCode', 'values', 'responseCode'],
  ['responseCode'],
];

/** The first that is one; 200 where none is. */
function statusOf(context: NodeContext): number {
  const given = STATUS_PATHS.map((path) => {
    const raw = context.get(...path);
    const status = Number(typeof raw === 'number' ? raw : context.choice('', ...path) || NaN);
    if (status < 200 || status > 599) context.remark('parameter.dropped', { name: path.join('.') });
    return status;
  });
  return given.find((status) => Number.isInteger(status) && status >= 200 && status <= 599) ?? 200;
}

function headersOf(context: NodeContext): { name: string; value: string }[] {
  const found: { name: string; value: string }[] = [];
  for (const [at, row] of context.rows('options', 'responseHeaders', 'entries').entries()) {
    const path = ['options', 'responseHeaders', 'entries', String(at)];
    const { name, value = '' } = row;
    const key = typeof name === 'string' ? name.trim() : '';
    if (key === '' || isExpression(value) || isExpression(name)) {
      if (key !== '')
        context.remark(
          'parameter.no-expression',
          { expression: String(isExpression(name) ? name : value).slice(0, 200) },
          `parameters.${path.join('.')}`,
        );
      continue;
    }
    const text = String(value);
    const isSent = HEADER_NAME.test(key) && !SERVER_HEADERS.test(key) && HEADER_VALUE.test(text);
    if (isSent && found.length < 50) found.push({ name: key, value: text });
    else context.remark('parameter.dropped', { name: path.join('.') });
  }
  return found;
}
