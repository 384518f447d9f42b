'use client';
/** Whether the command menu and the keyboard map are open, and what the page that is shown adds to the menu. */
import type { LucideIcon } from 'lucide-react';
import { create } from 'zustand';

export interface MenuCommand {
  /** Stable: recent commands are kept by it, and tests find entries by `command.item.<id>`. */
  id: string;
  title: string;
  group: 'current' | 'add' | 'go' | 'create' | 'switch' | 'look' | 'workflows';
  icon?: LucideIcon;
  /** More words it is found by. */
  words?: readonly string[];
  /** Only found by typing: there is a button or a key for it in plain sight. */
  quiet?: boolean;
  /** As in the table of shortcuts. */
  shortcut?: string;
  run(): void;
}

interface CommandMenuState {
  isOpen: boolean;
  isMapOpen: boolean;
  /** Asked when the menu opens, so that it offers what can be done just then. */
  sources: ReadonlyMap<string, () => readonly MenuCommand[]>;
  show(open: boolean): void;
  showMap(open: boolean): void;
  /** Adds commands while something is shown; gives the function that takes them away. */
  offer(id: string, source: () => readonly MenuCommand[]): () => void;
}

/** One for the whole page: the shell shows the menu, editors offer their commands to it. */
export const useCommandMenuStore = create<CommandMenuState>()((set) => ({
  isOpen: false,
  isMapOpen: false,
  sources: new Map(),
  show: (isOpen) => set({ isOpen }),
  showMap: (isMapOpen) => set({ isMapOpen }),
  offer: (id, source) => {
    set(({ sources }) => ({ sources: new Map([...sources, [id, source]]) }));
    return () =>
      set(({ sources }) => ({ sources: new Map([...sources].filter(([, other]) => other !== source)) }));
  },
}));
