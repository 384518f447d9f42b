import { createHash } from 'node:crypto';
import type { Json } from '@/core/items/item';
import { valueKey } from '@/core/items/value-key';
import type { ExecutorFor, ListInput, OutputItem, StepContext } from '@/core/node-kit/executor';
import { NodeFailure } from '@/core/node-kit/node-failure';
import type { ParametersOf } from '@/core/node-kit/field';
import type { definition } from './definition';

type Input = ListInput<ParametersOf<(typeof definition)['fields']>>;

/** The one name in the scopes that keep one number. */
const HIGHEST = 'highest';

export const executor: ExecutorFor<typeof definition> = {
  async execute(input, ctx) {
    const { pass, shared } = input.parameters;
    const place = shared === 'workflow' ? 'workflow' : `node:${input.scope?.(0).self?.id ?? ''}`;
    const isNew =
      pass === 'forget'
        ? forget(place, ctx)
        : pass === 'new'
          ? await notSeen(input, { place, ctx })
          : await above(input, { place, ctx });
    const outputs: Record<'main' | 'seen', OutputItem[]> = { main: [], seen: [] };
    for (const [index, item] of input.items().entries()) {
      outputs[isNew(index) ? 'main' : 'seen'].push({ ...item, from: [{ port: 'main', index }] });
    }
    return { kind: 'done', outputs };
  },
};

interface Kept {
  place: string;
  ctx: StepContext;
}

function forget(place: string, ctx: StepContext): () => boolean {
  for (const kind of ['new', 'higher', 'later']) {
    ctx.memory.change({ kind: 'clear', scope: scopeOf(kind, place) });
  }
  return () => true;
}

/** Values of the items that arrive together are not held against one another, only against those of before. */
async function notSeen(input: Input, { place, ctx }: Kept): Promise<(index: number) => boolean> {
  const scope = scopeOf('new', place);
  const keys = input.items().map((_item, index) => hashOf(input.parametersFor(index).value));
  const seen = await ctx.memory.find(scope, [...new Set(keys)]);
  const added = [...new Set(keys)].filter((key) => !seen.has(key));
  if (added.length > 0)
    ctx.memory.change({ kind: 'add', scope, keys: added, keep: input.parameters.history });
  return (index) => !seen.has(keys[index] ?? '');
}

async function above(input: Input, { place, ctx }: Kept): Promise<(index: number) => boolean> {
  const { pass } = input.parameters;
  const scope = scopeOf(pass, place);
  const values = input.items().map((_item, index) => {
    const { value } = input.parametersFor(index);
    return pass === 'later' ? timeOf(value, index) : numberOf(value, index);
  });
  const kept = (await ctx.memory.find(scope, [HIGHEST])).get(HIGHEST);
  const before = typeof kept === 'number' ? kept : -Infinity;
  const highest = values.reduce((most, value) => Math.max(most, value), before);
  if (highest > before) ctx.memory.change({ kind: 'set', scope, key: HIGHEST, value: highest });
  return (index) => (values[index] ?? -Infinity) > before;
}

function scopeOf(kind: string, place: string): string {
  return `only-new:${kind}:${place}`;
}

/** As short as names of what is kept may be, whatever the value is. */
function hashOf(value: Json): string {
  return createHash('sha256')
    .update(valueKey(value) ?? 'null')
    .digest('base64url');
}

function numberOf(value: Json, index: number): number {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  if (typeof number === 'number' && Number.isFinite(number)) return number;
  throw NodeFailure.final(
    'only-new.no-number',
    `The value of item ${index} is no number. Check its expression.`,
    {
      outcome: 'not-done',
    },
  );
}

/** Milliseconds since the epoch. */
function timeOf(value: Json, index: number): number {
  const time = typeof value === 'number' ? value : typeof value === 'string' ? Date.parse(value) : Number.NaN;
  if (Number.isFinite(time)) return time;
  throw NodeFailure.final(
    'only-new.no-date',
    `The value of item ${index} is no date. Check its expression.`,
    {
      outcome: 'not-done',
    },
  );
}
