/** What steers a workflow: loops, waits, calls, stops. */
import type { Json, JsonObject } from '@/core/items/item';
import type { NodeContext, Translation } from '../context';
import { jsonText } from '../json-text';
import { THIS_WORKFLOW } from '../original-id';
import { own, textOf, toSafeJson } from '../safe-value';
import type { NodeRule } from './rule';

const UNIT_MS: Readonly<Record<string, number>> = {
  seconds: 1000,
  minutes: 60_000,
  hours: 3_600_000,
  days: 86_400_000,
};

export const FLOW_RULES: readonly NodeRule[] = [
  { type: 'noOp', versions: [1], becomes: 'no-op', translate: () => ({ type: 'no-op', parameters: {} }) },
  { type: 'executionData', versions: [1.1], becomes: 'no-op', translate: executionData },
  { type: 'splitInBatches', versions: [1, 2, 3], becomes: 'loop', translate: loop },
  { type: 'wait', versions: [1.1], becomes: 'wait', translate: wait },
  { type: 'stopAndError', versions: [1], becomes: 'stop', translate: stop },
  { type: 'executeWorkflow', versions: [1.3], becomes: 'sub-workflow', translate: subWorkflow },
];

/** Hands its items on; what it writes beside the run is for n8n's own list of runs. */
function executionData(context: NodeContext): Translation {
  context.ignore('operation', 'notice');
  if (context.rows('dataToSave', 'values').length > 0) {
    context.remark('feature.text', { what: 'What it kept with the run for searching is not kept here.' });
  }
  return { type: 'no-op', parameters: {} };
}

/** Version 3 gives "done" first; the first version has one output and is ended by a condition. */
function loop(context: NodeContext): Translation {
  const { version } = context.node;
  const batchSize = context.number(version >= 3 ? 1 : 10, 'batchSize');
  context.ignore('splitInBatchesNotice');
  const reset = context.get('options', 'reset');
  if (reset !== undefined && reset !== false) context.remark('loop.reset', {}, 'parameters.options.reset');
  if (version < 2) context.remark('loop.old');
  const outputs = version >= 3 ? ['done', 'item'] : ['item', 'done'];
  return { type: 'loop', parameters: { batchSize }, outputs };
}

function wait(context: NodeContext): Translation {
  const resume = context.choice('timeInterval', 'resume');
  context.ignore('webhookNotice', 'formNotice', 'webhookSuffix', 'webhookId');
  switch (resume) {
    case 'specificTime':
      return { type: 'wait', parameters: { for: 'until', at: context.value('dateTime') ?? '' } };
    case 'webhook':
    case 'form':
      return { type: 'wait', parameters: { for: 'webhook', ...webhookWait(context, resume) } };
    default: {
      const isNew = context.node.version >= 1.1;
      const unit = context.choice(isNew ? 'seconds' : 'hours', 'unit');
      if (!Object.hasOwn(UNIT_MS, unit)) context.remark('parameter.dropped', { name: 'unit' });
      const ms = times(context.number(isNew ? 5 : 1, 'amount'), UNIT_MS[unit] ?? 1000);
      return { type: 'wait', parameters: { for: 'duration', ms } };
    }
  }
}

function webhookWait(context: NodeContext, resume: string): JsonObject {
  if (resume === 'form') context.remark('wait.form');
  const method = context.choice('GET', 'httpMethod');
  const isAllowed = ['POST', 'PUT', 'PATCH'].includes(method);
  if (!isAllowed && resume === 'webhook') context.remark('webhook.methods', { method });
  const methods: JsonObject = isAllowed ? { methods: [method] } : {};
  // Whoever resumes is answered at once, and the address itself is the secret: what says otherwise is told.
  for (const [name, usual] of [
    ['responseMode', 'onReceived'],
    ['authentication', 'none'],
    ['incomingAuthentication', 'none'],
    ['responseCode', 200],
  ] as const) {
    if (own(context.node.parameters, name) === usual) context.ignore(name);
  }
  if (!context.flag(false, 'limitWaitTime')) {
    context.ignore('limitType', 'resumeAmount', 'resumeUnit', 'maxDateAndTime');
    return methods;
  }
  if (context.choice('afterTimeInterval', 'limitType') === 'atSpecifiedTime') {
    return { ...methods, limitAt: context.value('maxDateAndTime') ?? '' };
  }
  const unit = UNIT_MS[context.choice('hours', 'resumeUnit')] ?? 3_600_000;
  return { ...methods, limitMs: times(context.number(1, 'resumeAmount'), unit) };
}

/** A number of units in milliseconds; of an expression, an expression. */
function times(amount: Json, unit: number): Json {
  if (typeof amount === 'number') return Math.round(amount * unit);
  const inner = /^\s*\{\{([\s\S]*)\}\}\s*$/.exec(String(amount))?.[1]?.trim();
  return inner === undefined ? unit : `{{ (${inner}) * ${unit} }}`;
}

function stop(context: NodeContext): Translation {
  if (context.choice('errorMessage', 'errorType') === 'errorObject') {
    return { type: 'stop', parameters: { mode: 'object', object: jsonText(context, ['errorObject'], '{}') } };
  }
  // Files that were written by hand name it otherwise; n8n takes none at all.
  const message = context.value('errorMessage') || context.value('message');
  return { type: 'stop', parameters: { message: message || 'The workflow was stopped.' } };
}

function subWorkflow(context: NodeContext): Translation | null {
  const source = context.choice('database', 'source');
  if (source === 'parameter' || source === 'localFile' || source === 'url') {
    context.remark('subworkflow.inline');
    return null;
  }
  const given = context.get('workflowId');
  const value = own(given, 'value') ?? given;
  const isItself = typeof value === 'string' && /^=\s*\{\{\s*\$workflow\.id\s*\}\}\s*$/.test(value);
  const name = textOf(own(given, 'cachedResultName')) || textOf(value) || String(value ?? '');
  if (isItself) context.remark('subworkflow.itself', {}, 'parameters.workflowId');
  else {
    const values = { name: String(toSafeJson(name)).slice(0, 200) };
    context.remark('subworkflow.choose', values, 'parameters.workflowId');
  }
  const isId = typeof value === 'string' && /^[A-Za-z0-9_-]{1,64}$/.test(value);
  const parameters: JsonObject = {
    // Kept, so that workflows that are imported together find each other.
    workflow: isItself ? THIS_WORKFLOW : isId ? value : '',
    mode: context.choice('once', 'mode') === 'each' ? 'each' : 'once',
    wait: context.flag(true, 'options', 'waitForSubWorkflow'),
  };
  const inputs = own(context.get('workflowInputs'), 'value');
  if (typeof inputs === 'object' && inputs !== null) {
    parameters['inputs'] = Object.entries(inputs).map(([key, entry]): JsonObject => {
      return { name: key, value: context.translated(entry, `workflowInputs.value.${key}`) };
    });
  }
  context.ignore('workflowInputs', 'notice', 'outdatedVersionWarning');
  return { type: 'sub-workflow', parameters };
}
