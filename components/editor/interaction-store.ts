/** What a person is doing right now: selection, the node in the inspector, drags under way, the palette's purpose. */
import { createStore, type StoreApi } from 'zustand/vanilla';

export interface Point {
  x: number;
  y: number;
}

export interface Selection {
  nodes: readonly string[];
  notes: readonly string[];
  edges: readonly string[];
}

/** Where the node picked next goes. */
export type PaletteTarget =
  | { kind: 'free' }
  | { kind: 'at'; position: Point }
  | { kind: 'after'; nodeId: string; port: string; position?: Point }
  | { kind: 'between'; edgeId: string };

/** A fault shown for a moment beside the pointer: why an edge was refused. */
export interface CanvasHint {
  text: string;
  x: number;
  y: number;
}

export interface InteractionState {
  selection: Selection;
  inspected: string | null;
  /** Positions under the pointer; committed as one edit when the drag stops. */
  drag: Readonly<Record<string, Point>> | null;
  paletteTarget: PaletteTarget;
  hint: CanvasHint | null;
  /** Announced to screen readers. */
  announcement: string;
  select(selection: Partial<Selection>): void;
  inspect(nodeId: string | null): void;
  dragTo(positions: Readonly<Record<string, Point>>): void;
  endDrag(): void;
  aimPalette(target: PaletteTarget): void;
  showHint(hint: CanvasHint | null): void;
  announce(text: string): void;
}

export type InteractionStore = StoreApi<InteractionState>;

export const EMPTY_SELECTION: Selection = { nodes: [], notes: [], edges: [] };

/** Makes the interaction store of one editor. */
export function createInteractionStore(): InteractionStore {
  return createStore<InteractionState>()((set) => ({
    selection: EMPTY_SELECTION,
    inspected: null,
    drag: null,
    paletteTarget: { kind: 'free' },
    hint: null,
    announcement: '',
    select: (selection) => set({ selection: { ...EMPTY_SELECTION, ...selection } }),
    inspect: (inspected) => set({ inspected }),
    dragTo: (positions) => set((state) => ({ drag: { ...state.drag, ...positions } })),
    endDrag: () => set({ drag: null }),
    aimPalette: (paletteTarget) => set({ paletteTarget }),
    showHint: (hint) => set({ hint }),
    announce: (announcement) => set({ announcement }),
  }));
}

/** True when nothing is selected. */
export function isEmptySelection(selection: Selection): boolean {
  return selection.nodes.length + selection.notes.length + selection.edges.length === 0;
}
