/**
 * Where one item came from and what became of it, over the whole run. Items name the inputs of their own step that they
 * were made of (`from`); deliveries and the iterations of loops say whose output an input was.
 */
import { demand, type TenantScope } from '@/core/access/tenant-scope';
import { ITEM_PORT, NEXT_PORT } from '@/core/engine/loop-nodes';
import { findIteration, iterationOf } from '@/core/engine/path';
import type { RunState, StepState } from '@/core/engine/types';
import { UserProblem } from '@/core/errors/app-error';
import type { Item, PortData } from '@/core/items/item';
import { isLarge } from '@/core/items/port-data';
import { loadItems, readPages } from '@/infra/blobs/port-data';
import type { ServiceDeps } from '@/services/deps';
import { loadRun } from './run-projection';

/** One item at an output port of a step; at a loop's `item` port counted over all batches. */
export interface ItemPlace {
  step: string;
  port: string;
  index: number;
}

export interface ItemLineage {
  /** The nearest first. */
  upstream: ItemPlace[];
  downstream: ItemPlace[];
  /** Steps on the way back whose item does not say which of their inputs it came from. */
  undeterminedAt: string[];
  /** There are more than are given. */
  truncated: boolean;
}

/** Items given in each direction at most. */
const MAX_PLACES = 1000;

/**
 * The items that one item came from, and those that came of it. An item at an input port is the one that another step
 * gave: that one is the nearest it came from.
 * @throws UserProblem `run.not-found`, `step.not-found`, `item.not-found`.
 */
export async function itemLineage(
  deps: ServiceDeps,
  scope: TenantScope,
  input: { id: string; side?: 'input' | 'output' | undefined } & ItemPlace,
): Promise<ItemLineage> {
  demand(scope, 'run:read');
  const { state } = await loadRun(deps, scope.tenantId, input.id);
  const step = state.steps.get(input.step);
  if (!step) throw UserProblem.notFound('step');
  const items = createItemReader(deps, state);
  const { port, index } = input;
  const isInput = input.side === 'input';
  const start = isInput ? sourceOf(state, step, { port, index }) : { step: input.step, port, index };
  if (!start || !(await items.at(start))) throw UserProblem.notFound('item');
  const lost = new Set<string>();
  const up = await walk(start, (place) => before(state, { items, lost }, place));
  const down = await walk(start, (place) => after(state, items, place));
  return {
    upstream: isInput ? [start, ...up.places] : up.places,
    downstream: down.places,
    undeterminedAt: [...lost],
    truncated: up.truncated || down.truncated,
  };
}

interface ItemReader {
  /** All items of a port page by page; none for one that gave nothing. */
  pagesOf(step: StepState, port: string): AsyncIterable<readonly Item[]>;
  at(place: ItemPlace): Promise<Item | undefined>;
}

function createItemReader(deps: Pick<ServiceDeps, 'blobs'>, state: RunState): ItemReader {
  const known = new Map<string, readonly Item[]>();
  /** What is large is read again rather than kept. */
  function rangeOf(data: PortData): { cache?: typeof known } {
    return isLarge(data) ? {} : { cache: known };
  }
  function dataOf(step: StepState, port: string): PortData | undefined {
    return port === ITEM_PORT && step.iterations ? step.iterations.items : step.outputs?.[port];
  }
  return {
    async *pagesOf(step, port) {
      const data = dataOf(step, port);
      if (data) yield* readPages(deps.blobs, data, rangeOf(data));
    },
    async at({ step: key, port, index }) {
      const step = state.steps.get(key);
      const data = step && dataOf(step, port);
      if (!data) return undefined;
      return (await loadItems(deps.blobs, data, { ...rangeOf(data), from: index, to: index + 1 }))[0];
    },
  };
}

/** Goes from place to place, breadth first. */
async function walk(
  start: ItemPlace,
  next: (place: ItemPlace) => Promise<ItemPlace[]>,
): Promise<{ places: ItemPlace[]; truncated: boolean }> {
  const seen = new Set([nameOf(start)]);
  const places: ItemPlace[] = [];
  const open = [start];
  for (let place = open.shift(); place; place = open.shift()) {
    for (const found of await next(place)) {
      if (seen.has(nameOf(found))) continue;
      if (places.length === MAX_PLACES) return { places, truncated: true };
      seen.add(nameOf(found));
      places.push(found);
      open.push(found);
    }
  }
  return { places, truncated: false };
}

async function before(
  state: RunState,
  { items, lost }: { items: ItemReader; lost: Set<string> },
  place: ItemPlace,
): Promise<ItemPlace[]> {
  const step = state.steps.get(place.step);
  const item = await items.at(place);
  if (!step || !item) return [];
  // What no item came into begins here; anything else should say what it was made of.
  if (!item.from?.length && Object.keys(step.inputs).length > 0) lost.add(step.key);
  return (item.from ?? []).flatMap(({ port, index }) => sourceOf(state, step, { port, index }) ?? []);
}

/** Whose output the item at an input port was. */
function sourceOf(
  state: RunState,
  step: StepState,
  { port, index }: { port: string; index: number },
): ItemPlace | null {
  if (port === NEXT_PORT && step.iterations) {
    const found = collectedParts(step).find((part) => index >= part.start && index < part.start + part.count);
    return found?.from == null ? null : { step: found.from, port: found.port, index: index - found.start };
  }
  const delivery = Object.hasOwn(step.inputs, port) ? step.inputs[port] : undefined;
  if (!delivery) return null;
  const loop = state.steps.get(delivery.from);
  const isBatch = delivery.port === ITEM_PORT && loop?.iterations != null;
  const shift = isBatch ? (loop.iterations?.starts[iterationIn(step, loop)] ?? 0) : 0;
  return { step: delivery.from, port: delivery.port, index: index + shift };
}

async function after(state: RunState, items: ItemReader, place: ItemPlace): Promise<ItemPlace[]> {
  const found: ItemPlace[] = [];
  for (const step of state.steps.values()) {
    for (const { port, index } of inputsOf(state, step, place)) {
      const ports = [...Object.keys(step.outputs ?? {}), ...(step.iterations ? [ITEM_PORT] : [])];
      for (const out of new Set(ports)) {
        let at = 0;
        for await (const page of items.pagesOf(step, out)) {
          for (const item of page) {
            if (item.from?.some((origin) => origin.port === port && origin.index === index))
              found.push({ step: step.key, port: out, index: at });
            at += 1;
          }
        }
      }
      if (found.length > MAX_PLACES) return found;
    }
  }
  return found;
}

/** The inputs of a step at which the item arrived. */
function inputsOf(state: RunState, step: StepState, place: ItemPlace): { port: string; index: number }[] {
  const found: { port: string; index: number }[] = [];
  for (const [port, delivery] of Object.entries(step.inputs)) {
    if (delivery.from !== place.step || delivery.port !== place.port) continue;
    const first = sourceOf(state, step, { port, index: 0 });
    const index = place.index - (first?.index ?? 0);
    if (index >= 0 && index < delivery.data.count) found.push({ port, index });
  }
  for (const part of step.iterations ? collectedParts(step) : []) {
    if (part.from === place.step && part.port === place.port && place.index < part.count)
      found.push({ port: NEXT_PORT, index: part.start + place.index });
  }
  return found;
}

/** What arrived at a loop's `next` port, each with its place among all of it. */
function collectedParts(
  loop: StepState,
): { from: string | null; port: string; start: number; count: number }[] {
  let start = 0;
  return (loop.iterations?.collected ?? []).map(({ from, port, data }) => {
    const part = { from, port, start, count: data.count };
    start += data.count;
    return part;
  });
}

function iterationIn(step: StepState, loop: StepState): number {
  const at = findIteration(step.path, loop.nodeId);
  return at < 0 ? 0 : iterationOf(step.path[at] ?? '');
}

function nameOf({ step, port, index }: ItemPlace): string {
  return `${step}\n${port}\n${index}`;
}
