/** Sizes and openness of the panels around the canvas, kept in the browser for the next visit. */
import { createStore, type StoreApi } from 'zustand/vanilla';

export interface PanelSizes {
  inspectorWidth: number;
  runHeight: number;
  paletteOpen: boolean;
  minimapOpen: boolean;
  runOpen: boolean;
}

export interface PanelsState extends PanelSizes {
  problemsOpen: boolean;
  searchOpen: boolean;
  settingsOpen: boolean;
  /** The choice of how to start a test run. */
  testMenuOpen: boolean;
  resize(sizes: Partial<Pick<PanelSizes, 'inspectorWidth' | 'runHeight'>>): void;
  setPaletteOpen(open: boolean): void;
  setRunOpen(open: boolean): void;
  setProblemsOpen(open: boolean): void;
  setMinimapOpen(open: boolean): void;
  setSearchOpen(open: boolean): void;
  setSettingsOpen(open: boolean): void;
  setTestMenuOpen(open: boolean): void;
}

export type PanelsStore = StoreApi<PanelsState>;

/** The part of `localStorage` that is needed; absent in private windows of some browsers. */
export interface KeyValueStorage {
  getItem(key: string): string | null;
  setItem(key: string, value: string): void;
}

const KEY = 'heddle.editor.panels';
export const INSPECTOR_WIDTH = { min: 340, initial: 420, wide: 1080 } as const;
export const RUN_HEIGHT = { min: 120, initial: 240, max: 640 } as const;

const DEFAULTS: PanelSizes = {
  inspectorWidth: INSPECTOR_WIDTH.initial,
  runHeight: RUN_HEIGHT.initial,
  paletteOpen: true,
  minimapOpen: true,
  runOpen: false,
};

/** Reads stored sizes; anything unreadable or out of range falls back to its default. */
export function parsePanelSizes(text: string | null): PanelSizes {
  let stored: unknown = null;
  try {
    stored = text === null ? null : JSON.parse(text);
  } catch {
    return DEFAULTS;
  }
  if (typeof stored !== 'object' || stored === null) return DEFAULTS;
  const number = (key: keyof PanelSizes & string, range: { min: number; max: number }, fallback: number) => {
    const value: unknown = Reflect.get(stored, key);
    return typeof value === 'number' && value >= range.min && value <= range.max ? value : fallback;
  };
  const flag = (key: string, fallback: boolean) => {
    const value: unknown = Reflect.get(stored, key);
    return typeof value === 'boolean' ? value : fallback;
  };
  return {
    inspectorWidth: number(
      'inspectorWidth',
      { min: INSPECTOR_WIDTH.min, max: 4000 },
      DEFAULTS.inspectorWidth,
    ),
    runHeight: number('runHeight', RUN_HEIGHT, DEFAULTS.runHeight),
    paletteOpen: flag('paletteOpen', DEFAULTS.paletteOpen),
    minimapOpen: flag('minimapOpen', DEFAULTS.minimapOpen),
    runOpen: false,
  };
}

/** Makes the panels store of one editor; sizes survive in `storage`. */
export function createPanelsStore(storage: KeyValueStorage | null): PanelsStore {
  const store = createStore<PanelsState>()((set) => ({
    ...parsePanelSizes(storage?.getItem(KEY) ?? null),
    problemsOpen: false,
    searchOpen: false,
    settingsOpen: false,
    testMenuOpen: false,
    resize: (sizes) => set(sizes),
    setPaletteOpen: (paletteOpen) => set({ paletteOpen }),
    setRunOpen: (runOpen) => set({ runOpen }),
    setProblemsOpen: (problemsOpen) => set({ problemsOpen }),
    setMinimapOpen: (minimapOpen) => set({ minimapOpen }),
    setSearchOpen: (searchOpen) => set({ searchOpen }),
    setSettingsOpen: (settingsOpen) => set({ settingsOpen }),
    setTestMenuOpen: (testMenuOpen) => set({ testMenuOpen }),
  }));
  store.subscribe(({ inspectorWidth, runHeight, paletteOpen, minimapOpen }) =>
    storage?.setItem(KEY, JSON.stringify({ inspectorWidth, runHeight, paletteOpen, minimapOpen })),
  );
  return store;
}
