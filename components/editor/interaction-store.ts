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
  | { kind: 'between'; edgeId: string; position?: Point };

/** A fault shown for a moment beside the pointer: why an edge was refused. */
export interface CanvasHint {
  text: string;
  x: number;
  y: number;
}

/** An edge being made by keyboard: from this node; from which output, once that is chosen. */
export interface Wiring {
  nodeId: string;
  port: string | null;
}

/** Said to screen readers. The turn tells the same words said again from words that are still there. */
export interface Announcement {
  text: string;
  turn: number;
}

export interface InteractionState {
  selection: Selection;
  inspected: string | null;
  /** Positions under the pointer; committed as one edit when the drag stops. */
  drag: Readonly<Record<string, Point>> | null;
  paletteTarget: PaletteTarget;
  hint: CanvasHint | null;
  announcement: Announcement;
  /** The node or note whose text is being written on the canvas. */
  writing: { kind: 'node' | 'note'; id: string } | null;
  wiring: Wiring | null;
  /** The edge that what is being dragged would go on. */
  dropEdge: string | null;
  /** The node that a list points at. */
  pointed: string | null;
  /** The node under the pointer. */
  hovered: string | null;
  select(selection: Partial<Selection>): void;
  inspect(nodeId: string | null): void;
  dragTo(positions: Readonly<Record<string, Point>>): void;
  endDrag(): void;
  aimPalette(target: PaletteTarget): void;
  showHint(hint: CanvasHint | null): void;
  announce(text: string): void;
  write(writing: InteractionState['writing']): void;
  wire(wiring: Wiring | null): void;
  dropOn(edgeId: string | null): void;
  pointAt(nodeId: string | null): void;
  hover(nodeId: string | null): void;
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
    announcement: { text: '', turn: 0 },
    writing: null,
    wiring: null,
    dropEdge: null,
    pointed: null,
    hovered: null,
    select: (selection) => set({ selection: { ...EMPTY_SELECTION, ...selection } }),
    inspect: (inspected) => set({ inspected }),
    dragTo: (positions) => set((state) => ({ drag: { ...state.drag, ...positions } })),
    endDrag: () => set({ drag: null }),
    aimPalette: (paletteTarget) => set({ paletteTarget }),
    showHint: (hint) => set({ hint }),
    announce: (text) => set((state) => ({ announcement: { text, turn: state.announcement.turn + 1 } })),
    write: (writing) => set({ writing }),
    wire: (wiring) => set({ wiring, pointed: null }),
    dropOn: (dropEdge) => set((state) => (state.dropEdge === dropEdge ? state : { dropEdge })),
    hover: (hovered) => set((state) => (state.hovered === hovered ? state : { hovered })),
    pointAt: (pointed) => set((state) => (state.pointed === pointed ? state : { pointed })),
  }));
}

/** True when nothing is selected. */
export function isEmptySelection(selection: Selection): boolean {
  return selection.nodes.length + selection.notes.length + selection.edges.length === 0;
}
