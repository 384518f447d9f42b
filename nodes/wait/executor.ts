import { DateTime } from 'luxon';
import { WEBHOOK_SIGNAL } from '@/core/engine/signals';
import type { FileRef, Item, Json, JsonObject } from '@/core/items/item';
import type { ExecutorFor, OutputItem, StepResult } from '@/core/node-kit/executor';
import { NodeFailure } from '@/core/node-kit/node-failure';
import type { definition } from './definition';

export const executor: ExecutorFor<typeof definition> = {
  execute(input, ctx) {
    const items = input.items();
    const { parameters, parameters: wait } = input;
    if (ctx.resumed) {
      const { payload } = ctx.resumed;
      if (wait.for !== 'webhook') return passOn(items);
      return payload === null ? atLimit(items, wait) : { kind: 'done', outputs: { main: called(payload) } };
    }
    switch (parameters.for) {
      case 'duration':
        return waitUntil(ctx.now + wait.ms, items, ctx.now);
      case 'until':
        return waitUntil(readDate(wait.at), items, ctx.now);
      case 'webhook':
        return {
          kind: 'suspend',
          signal: WEBHOOK_SIGNAL,
          ...(wait.limitMs === undefined ? {} : { until: ctx.now + wait.limitMs }),
        };
    }
  },
};

function waitUntil(until: number, items: readonly Item[], now: number): StepResult {
  return until <= now ? passOn(items) : { kind: 'suspend', until };
}

function passOn(items: readonly Item[]): StepResult {
  return { kind: 'done', outputs: { main: items.map((item, index) => withOrigin(item, index)) } };
}

function withOrigin(item: Item, index: number): OutputItem {
  return { ...item, from: [{ port: 'main', index }] };
}

function atLimit(items: readonly Item[], wait: { onLimit?: string }): StepResult {
  if (wait.onLimit === 'fail') {
    throw NodeFailure.final(
      'wait.timed-out',
      'Nobody called the resume address in time. Wait longer, or let the run go on at the limit.',
    );
  }
  const marked = items.map((item, index) =>
    withOrigin({ ...item, json: { ...item.json, timedOut: true } }, index),
  );
  return { kind: 'done', outputs: { main: marked } };
}

/** What the caller sent, as the resume address keeps it: an object is an item, a list of objects several; anything else stands under `body`. */
function called(payload: Json): OutputItem[] {
  const { body, file } = payload as unknown as { body: Json; file?: FileRef };
  const rows = Array.isArray(body) && body.length > 0 && body.every(isObject) ? body : [body];
  return rows.map((row) => ({
    json: isObject(row) ? row : row === null ? {} : { body: row },
    ...(file ? { binary: { data: file } } : {}),
  }));
}

function isObject(value: Json): value is JsonObject {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}

/** Milliseconds since the epoch. */
function readDate(text: string): number {
  const trimmed = text.trim();
  const date = /^\d{12,14}$/.test(trimmed)
    ? DateTime.fromMillis(Number(trimmed))
    : DateTime.fromISO(trimmed.replace(/^(\d{4}-\d\d-\d\d) (?=\d)/, '$1T'), { zone: 'utc' });
  if (date.isValid) return date.toMillis();
  throw NodeFailure.final(
    'wait.bad-date',
    `“${trimmed.slice(0, 100)}” is no date. Write it like 2030-05-01T09:00:00Z.`,
  );
}
