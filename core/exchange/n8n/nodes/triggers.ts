/** What starts a workflow, but for webhooks. */
import type { Json, JsonObject } from '@/core/items/item';
import type { NodeContext, Translation } from '../context';
import { isExpression } from '../expressions';
import { own, textOf } from '../safe-value';
import type { NodeRule } from './rule';

const WEEKDAYS = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'] as const;
const INPUT_TYPES = ['any', 'string', 'number', 'boolean', 'array', 'object'];

export const TRIGGER_RULES: readonly NodeRule[] = [
  { type: 'manualTrigger', versions: [1], becomes: 'manual-trigger', translate: manual },
  { type: 'start', versions: [1], becomes: 'manual-trigger', translate: manual },
  { type: 'scheduleTrigger', versions: [1.3], becomes: 'schedule', translate: schedule },
  { type: 'cron', versions: [1], becomes: 'schedule', translate: cron },
  { type: 'interval', versions: [1], becomes: 'schedule', translate: interval },
  { type: 'errorTrigger', versions: [1], becomes: 'error-trigger', translate: errorTrigger },
  { type: 'executeWorkflowTrigger', versions: [1.1], becomes: 'sub-workflow-trigger', translate: called },
];

function manual(context: NodeContext): Translation {
  context.ignore('notice');
  return { type: 'manual-trigger', parameters: {}, inputs: [] };
}

function errorTrigger(context: NodeContext): Translation {
  context.ignore('notice');
  return { type: 'error-trigger', parameters: {}, inputs: [] };
}

function called(context: NodeContext): Translation {
  const source = context.choice('workflowInputs', 'inputSource');
  context.ignore('events', 'notice', 'workflowInputs', 'jsonExample');
  const none =
    source === 'passthrough' || (context.node.version < 1.1 && context.get('inputSource') === undefined);
  const inputs = none ? [] : source === 'jsonExample' ? inputsOfExample(context) : inputsOfRows(context);
  return { type: 'sub-workflow-trigger', parameters: { inputs }, inputs: [] };
}

function inputsOfRows(context: NodeContext): JsonObject[] {
  return context.rows('workflowInputs', 'values').flatMap((row): JsonObject[] => {
    const name = textOf(row['name']).slice(0, 100);
    const type = textOf(row['type'], 'string');
    if (name === '') return [];
    return [{ name, type: INPUT_TYPES.includes(type) ? type : 'any', required: false }];
  });
}

function inputsOfExample(context: NodeContext): JsonObject[] {
  const example: unknown = parse(textOf(context.get('jsonExample'), '{}'));
  if (typeof example !== 'object' || example === null || Array.isArray(example)) return [];
  return Object.entries(example).map(([name, value]) => ({
    name: name.slice(0, 100),
    type: Array.isArray(value) ? 'array' : value === null ? 'any' : typeof value,
    required: false,
  }));
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function schedule(context: NodeContext): Translation {
  const given = context.rows('rule', 'interval');
  const rules = (given.length > 0 ? given : [{}]).map((row) => scheduleRule(row, context));
  if (given.length === 0)
    for (const name of unknownRule(context)) context.remark('parameter.dropped', { name });
  context.ignore('rule', 'notice');
  return asSchedule(rules);
}

function scheduleRule(row: Record<string, unknown>, context: NodeContext): JsonObject {
  const number = numbersIn(row, context);
  const at = time(number('triggerAtHour', 0), number('triggerAtMinute', 0));
  switch (textOf(row['field'], 'days')) {
    case 'seconds':
      return { every: 'seconds', interval: number('secondsInterval', 30) };
    case 'minutes':
      return { every: 'minutes', interval: number('minutesInterval', 5) };
    case 'hours':
      return { every: 'hours', interval: number('hoursInterval', 1), minute: number('triggerAtMinute', 0) };
    case 'weeks': {
      const days = Array.isArray(row['triggerAtDay']) ? (row['triggerAtDay'] as unknown[]) : [0];
      const weekdays = days.flatMap((day) => WEEKDAYS[Number(day)] ?? []);
      return { every: 'weeks', interval: number('weeksInterval', 1), weekdays: [...new Set(weekdays)], at };
    }
    case 'months': {
      const day = String(number('triggerAtDayOfMonth', 1));
      return { every: 'months', interval: number('monthsInterval', 1), day, at };
    }
    case 'cronExpression':
      return { every: 'cron', expression: cronText(row['expression'], context) };
    default:
      return { every: 'days', interval: number('daysInterval', 1), at };
  }
}

function cron(context: NodeContext): Translation {
  const given = context.rows('triggerTimes', 'item');
  const rules = (given.length > 0 ? given : [{}]).map((row): JsonObject => {
    const number = numbersIn(row, context);
    const at = time(number('hour', 14), number('minute', 0));
    switch (textOf(row['mode'], 'everyDay')) {
      case 'everyMinute':
        return { every: 'minutes', interval: 1 };
      case 'everyHour':
        return { every: 'hours', interval: 1, minute: number('minute', 0) };
      case 'everyWeek':
        return {
          every: 'weeks',
          interval: 1,
          weekdays: [WEEKDAYS[number('weekday', 1) % 7] ?? 'monday'],
          at,
        };
      case 'everyMonth':
        return { every: 'months', interval: 1, day: String(number('dayOfMonth', 1)), at };
      case 'everyX':
        return {
          every: textOf(row['unit'], 'hours') === 'minutes' ? 'minutes' : 'hours',
          interval: number('value', 2),
        };
      case 'custom':
        return { every: 'cron', expression: cronText(row['cronExpression'] ?? '* * * * * *', context) };
      default:
        return { every: 'days', interval: 1, at };
    }
  });
  context.ignore('triggerTimes');
  return asSchedule(rules);
}

function interval(context: NodeContext): Translation {
  const unit = context.choice('seconds', 'unit');
  const every = ['seconds', 'minutes', 'hours'].includes(unit) ? unit : 'seconds';
  return asSchedule([{ every, interval: context.number(1, 'interval') }]);
}

function asSchedule(rules: JsonObject[]): Translation {
  return { type: 'schedule', parameters: { rules, words: 'n8n' }, inputs: [] };
}

/** n8n also takes six fields, the first for seconds. */
function cronText(value: unknown, context: NodeContext): string {
  const text = textOf(value).replace(/^=/, '').trim().replace(/\s+/g, ' ');
  if (isExpression(value) && text.includes('{{')) {
    context.remark('parameter.no-expression', { expression: text.slice(0, 200) });
  }
  const fields = text.split(' ');
  if (fields.length !== 6) return text;
  const [seconds, ...rest] = fields;
  if (seconds !== '0')
    context.remark('schedule.adapted', { what: `the seconds of "${text}" were left out.` });
  return rest.join(' ');
}

/** A number of a row that must be fixed here. */
function numbersIn(row: Record<string, unknown>, context: NodeContext) {
  return (name: string, fallback: number): number => {
    const value = own(row, name);
    const number = typeof value === 'string' && !isExpression(value) ? Number(value) : value;
    if (typeof number === 'number' && Number.isFinite(number)) return number;
    if (isExpression(value)) context.remark('parameter.no-expression', { expression: value.slice(0, 200) });
    return fallback;
  };
}

function time(hour: Json, minute: Json): string {
  return [hour, minute].map((part) => String(part).padStart(2, '0')).join(':');
}

/** What a rule says that n8n does not know: people write it by hand, and n8n runs once a day. */
function unknownRule(context: NodeContext): string[] {
  const rule = context.get('rule');
  if (typeof rule !== 'object' || rule === null) return [];
  return Object.keys(rule)
    .filter((key) => key !== 'interval')
    .map((key) => `rule.${key}`.slice(0, 100));
}
