import { DateTime } from 'luxon';
import { namedSignal, WEBHOOK_SIGNAL } from '@/core/engine/signals';
import type { FileRef, Item, Json, JsonObject } from '@/core/items/item';
import type { ExecutorFor, OutputItem, StepResult } from '@/core/node-kit/executor';
import { NodeFailure } from '@/core/node-kit/node-failure';
import type { definition } from './definition';

export const executor: ExecutorFor<typeof definition> = {
  execute(input, ctx) {
    const items = input.items();
    const { parameters, parameters: wait } = input;
    if (ctx.resumed) {
      const { payload, timedOut } = ctx.resumed;
      if (wait.for !== 'webhook' && wait.for !== 'signal') return passOn(items);
      if (timedOut) return atLimit(items, wait);
      return { kind: 'done', outputs: { main: wait.for === 'signal' ? rowsOf(payload) : called(payload) } };
    }
    switch (parameters.for) {
      case 'duration':
        return waitUntil(ctx.now + wait.ms, items, ctx.now);
      case 'until':
        return waitUntil(readDate(wait.at), items, ctx.now);
      case 'webhook':
        return waitFor(WEBHOOK_SIGNAL, limitOf(wait, ctx.now));
      case 'signal':
        return waitFor(namedSignal(readName(wait.signal)), limitOf(wait, ctx.now));
    }
  },
};

function waitFor(signal: string, limit: number | undefined): StepResult {
  return { kind: 'suspend', signal, ...(limit === undefined ? {} : { until: limit }) };
}

/** The earlier of the two limits, in milliseconds since the epoch; undefined without any. */
function limitOf(wait: { limitMs?: number; limitAt: string }, now: number): number | undefined {
  const limits = wait.limitMs === undefined ? [] : [now + wait.limitMs];
  if (wait.limitAt.trim() !== '') limits.push(Math.max(readDate(wait.limitAt), now));
  return limits.length === 0 ? undefined : Math.min(...limits);
}

function waitUntil(until: number, items: readonly Item[], now: number): StepResult {
  return until <= now ? passOn(items) : { kind: 'suspend', until };
}

function passOn(items: readonly Item[]): StepResult {
  return { kind: 'done', outputs: { main: items.map((item, index) => withOrigin(item, index)) } };
}

function withOrigin(item: Item, index: number): OutputItem {
  return { ...item, from: [{ port: 'main', index }] };
}

function atLimit(items: readonly Item[], wait: { for: string; onLimit?: string }): StepResult {
  if (wait.onLimit === 'fail') {
    const what = wait.for === 'signal' ? 'The signal did not come' : 'Nobody called the resume address';
    throw NodeFailure.final(
      'wait.timed-out',
      `${what} in time. Wait longer, or let the run go on at the limit.`,
    );
  }
  const marked = items.map((item, index) =>
    withOrigin({ ...item, json: { ...item.json, timedOut: true } }, index),
  );
  return { kind: 'done', outputs: { main: marked } };
}

/** What the caller sent, as the resume address keeps it. */
function called(payload: Json): OutputItem[] {
  const { body, file } = payload as unknown as { body: Json; file?: FileRef };
  return rowsOf(body).map((row) => (file ? { ...row, binary: { data: file } } : row));
}

/** An object is an item, a list of objects several; anything else stands under `body`. */
function rowsOf(body: Json): OutputItem[] {
  const rows = Array.isArray(body) && body.length > 0 && body.every(isObject) ? body : [body];
  return rows.map((row) => ({ json: isObject(row) ? row : row === null ? {} : { body: row } }));
}

function isObject(value: Json): value is JsonObject {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}

/** An expression may have given anything. */
function readName(text: string): string {
  const name = text.trim();
  if (/^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/.test(name)) return name;
  throw NodeFailure.final(
    'wait.bad-signal',
    `“${name.slice(0, 100)}” is no name of a signal. Use letters, digits, dots, - and _.`,
  );
}

/** Milliseconds since the epoch. */
function readDate(text: string): number {
  const trimmed = text.trim();
  const date = /^\d{12,14}$/.test(trimmed)
    ? DateTime.fromMillis(Number(trimmed))
    : DateTime.fromISO(trimmed.replace(/^(\d{4}-\d\d-\d\d) (?=\d)/, '$1T'), { zone: 'utc' });
  // What lies behind the year 9999 no database keeps as a time.
  if (date.isValid && date.year <= 9999) return date.toMillis();
  throw NodeFailure.final(
    'wait.bad-date',
    `“${trimmed.slice(0, 100)}” is no date. Write it like 2030-05-01T09:00:00Z.`,
  );
}
