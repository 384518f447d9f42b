/**
 * The data on an edge: a list of items. `json` is always a plain object; files are references into the blob store.
 */

/** Any JSON value. */
export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
export type JsonObject = { [key: string]: Json };

/** A file in the blob store. Made only by our own store; never accepted from user data. */
export interface FileRef {
  blobKey: string;
  name: string;
  mediaType: string;
  /** Bytes. */
  size: number;
}

/** Where an item came from: the index of an item on one of the step's own input ports. */
export interface ItemOrigin {
  port: string;
  index: number;
}

export interface Item {
  json: JsonObject;
  binary?: Record<string, FileRef>;
  /** Lineage relative to the step's own input; absent or empty = not determined. */
  from?: ItemOrigin[];
}

/** One page of a blob: how many items it holds, and its length in bytes. */
export type ItemPage = readonly [items: number, bytes: number];

/**
 * Items in a blob: one JSON list, or with `pages` several of these, a line each, so that a part can be read without the
 * rest. `start` (absent: 0) is the first item that counts. With `from` the item at place n came from
 * `{ port: from.port, index: from.index + n }`, whatever it says itself: whoever hands items on as they are writes nothing.
 */
export interface StoredItems {
  count: number;
  blobKey: string;
  start?: number;
  pages?: readonly ItemPage[];
  from?: ItemOrigin;
}

/**
 * The items that went out of one port. Inline when small, else in a blob. `parts` are several lists one after another,
 * as a loop collects them at its port `from`: the item at place n came from `{ port: from, index: n }`. Made by the engine
 * when it folds; in facts it stands at the end of a run alone. `count` is always known, so the engine never needs the items.
 */
export type PortData =
  | { count: number; items: Item[] }
  | StoredItems
  | { count: number; parts: readonly PortData[]; from: string };

/** Port name → data. A port that is missing or has count 0 is dead. */
export type PortOutputs = Record<string, PortData>;
