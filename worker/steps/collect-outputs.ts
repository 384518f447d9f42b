/**
 * What a step gives, as it comes: sealed, and held as long as it is little. What grows beyond that goes into a blob page
 * by page, so a step that gives a million items holds one page of them.
 */
import type { PlanNode } from '@/core/engine/types';
import type { Item, StoredItems } from '@/core/items/item';
import type { OutputItem } from '@/core/node-kit/executor';
import type { ItemWriter } from '@/infra/blobs/item-writer';
import { createSealer, type OutputLimits } from './seal-outputs';

/** Where outputs go that are too large to be held. */
export interface OutputStore {
  /** Estimated characters of JSON that one step may hold. */
  holds: number;
  open(): ItemWriter;
  /** Told at the end how much is held. */
  kept?(characters: number): void;
}

export interface CollectedOutputs {
  held: Record<string, Item[]>;
  stored: Record<string, StoredItems>;
}

export interface OutputCollector {
  /** A promise where a page is being written: the next items come after it. */
  add(port: string, items: readonly OutputItem[]): Promise<void> | undefined;
  countOf(port: string): number;
  finish(): Promise<CollectedOutputs>;
  /** Nothing is kept; what comes later is refused. */
  discard(): void;
}

interface PortBuffer {
  items: Item[];
  size: number;
  count: number;
  writer: ItemWriter | null;
}

/** A page is written when it has so many characters of JSON, or so many items. */
const PAGE_CHARACTERS = 128 * 1024;
const PAGE_ITEMS = 2000;
/** Lineage of an item in JSON, roughly. */
const ORIGIN_CHARACTERS = 36;

export function createOutputCollector(parts: {
  node: PlanNode;
  limits: OutputLimits;
  store: OutputStore | undefined;
  /** Takes known secrets out of what is written before the step has ended. */
  scrub(items: readonly Item[]): readonly Item[];
}): OutputCollector {
  const { store, scrub } = parts;
  const seal = createSealer(parts.node, parts.limits);
  const buffers = new Map<string, PortBuffer>();
  let held = 0;
  let isOver = false;

  async function writeOut(buffer: PortBuffer, writer: ItemWriter): Promise<void> {
    const { items } = buffer;
    held -= buffer.size;
    const perPage = Math.max(1, Math.ceil(items.length / Math.ceil(buffer.size / PAGE_CHARACTERS)));
    const size = Math.min(perPage, PAGE_ITEMS);
    buffer.items = [];
    buffer.size = 0;
    for (let at = 0; at < items.length; at += size) {
      await writer.write(scrub(items.slice(at, at + size)));
    }
  }

  return {
    add(port, items) {
      if (isOver) throw new Error('The step is over.');
      const sealed = seal(port, items);
      let buffer = buffers.get(port);
      if (!buffer) buffers.set(port, (buffer = { items: [], size: 0, count: 0, writer: null }));
      const size = sealed.size + sealed.items.length * ORIGIN_CHARACTERS;
      if (buffer.count === 0) buffer.items = sealed.items;
      else for (const item of sealed.items) buffer.items.push(item);
      buffer.size += size;
      buffer.count += sealed.items.length;
      held += size;
      if (!store || (!buffer.writer && held <= store.holds)) return undefined;
      buffer.writer ??= store.open();
      if (buffer.size < PAGE_CHARACTERS && buffer.items.length < PAGE_ITEMS) return undefined;
      return writeOut(buffer, buffer.writer);
    },
    countOf: (port) => buffers.get(port)?.count ?? 0,
    async finish() {
      const outputs: CollectedOutputs = { held: {}, stored: {} };
      for (const [port, buffer] of buffers) {
        if (!buffer.writer) {
          outputs.held[port] = buffer.items;
          continue;
        }
        if (buffer.items.length > 0) await writeOut(buffer, buffer.writer);
        outputs.stored[port] = await buffer.writer.finish();
      }
      isOver = true;
      store?.kept?.(held);
      return outputs;
    },
    discard() {
      if (isOver) return;
      isOver = true;
      for (const { writer } of buffers.values()) void writer?.discard();
    },
  };
}
