'use client';
import { useState } from 'react';
import type { ItemMarks } from '@/components/data-view/item-marks';
import { relatedItems, type PointedItem, type Side } from '@/components/data-view/lineage';
import type { PortItems } from './node-data';

const NONE: ReadonlySet<number> = new Set();

export interface MarkedPanes {
  /** The item that a person holds on to. */
  held: PointedItem | null;
  marksOf(side: Side): ((port: string) => ItemMarks) | undefined;
}

/** Pointing at an item of a step shows the items of its other side that belong to it; choosing one holds on to it. */
export function useItemMarks(output: PortItems): MarkedPanes {
  const [held, setHeld] = useState<PointedItem | null>(null);
  const [hovered, setHovered] = useState<PointedItem | null>(null);
  if (output.source !== 'run') return { held: null, marksOf: () => undefined };
  const pointed = hovered ?? held;
  const related = pointed ? relatedItems(pointed, output.ports) : new Map<string, ReadonlySet<number>>();
  const isAt = (item: PointedItem | null, side: Side, port: string) =>
    item !== null && item.side === side && item.port === port;
  return {
    held,
    marksOf: (side) => (port) => ({
      marked: pointed !== null && pointed.side !== side ? (related.get(port) ?? NONE) : NONE,
      selected: isAt(held, side, port) ? (held?.index ?? null) : null,
      onHover: (index) => setHovered(index === null ? null : { side, port, index }),
      onSelect: (index) =>
        setHeld((before) =>
          isAt(before, side, port) && before?.index === index ? null : { side, port, index },
        ),
    }),
  };
}
