'use client';
import { createContext, use, type ReactNode } from 'react';
import type { Editor } from './editor-context';
import type { Point } from './interaction-store';
import type { NodeRuns } from './use-node-runs';
import type { TestRun } from './use-test-run';

/** What was done, for screen readers; the texts are `editor.announce.*`. */
export type Announce = (what: AnnouncementKey, values?: Readonly<Record<string, string | number>>) => void;

export type AnnouncementKey =
  | 'selected'
  | 'added'
  | 'removed'
  | 'duplicated'
  | 'disabled'
  | 'enabled'
  | 'moved'
  | 'aligned'
  | 'tidied'
  | 'connected'
  | 'renamed'
  | 'noteAdded'
  | 'undone'
  | 'redone'
  | 'selectedAll';

/** What commands and node actions work with. */
export interface CommandContext {
  editor: Editor;
  /** Centre of what is visible, in the graph's coordinates. */
  viewCentre(): Point;
  fitView(): void;
  /** Shows what is selected as large as it fits; everything when nothing is. */
  zoomToSelection(): void;
  zoomBy(step: 'in' | 'out' | 'reset'): void;
  tidyUp(): void;
  test: TestRun;
  /** Running a part of the draft. */
  runs: NodeRuns;
  /** Opens the map of shortcuts. */
  showKeyboardMap(): void;
  announce: Announce;
}

const CommandsContext = createContext<CommandContext | null>(null);

export function CommandsProvider({ context, children }: { context: CommandContext; children: ReactNode }) {
  return <CommandsContext value={context}>{children}</CommandsContext>;
}

/** The commands' context; null on a canvas that only shows a run. */
export function useCommands(): CommandContext | null {
  return use(CommandsContext);
}
