'use client';
import { createContext, use, type ReactNode } from 'react';
import { useStore } from 'zustand';
import type { DraftEdit, EditOutcome } from '@/core/draft/edit';
import type { Permission } from '@/core/access/roles';
import type { Catalog } from '@/core/node-kit/definition';
import type { RunState, RunStore } from '@/components/run-view/run-store';
import type { ProblemTexts } from '@/components/texts/problem-text';
import type { DocumentState, DocumentStore } from './document-store';
import type { InteractionState, InteractionStore } from './interaction-store';
import type { PanelsState, PanelsStore } from './panels-store';

/** Everything a part of the editor works with. One for each open workflow or run; it never changes identity. */
export interface Editor {
  tenant: string;
  workflowId: string;
  catalog: Catalog;
  /** Node type → SVG text. */
  icons: Readonly<Record<string, string>>;
  permissions: readonly Permission[];
  /** Problems in the person's language. Those of the stores and of refused edits are so already. */
  texts: ProblemTexts;
  document: DocumentStore;
  interaction: InteractionStore;
  panels: PanelsStore;
  run: RunStore;
  /** The only way to change the draft. Refused in a read-only editor. */
  apply(edit: DraftEdit): EditOutcome;
  /** Ends the undo step that further edits would join. */
  endGesture(): void;
  undo(): void;
  redo(): void;
  /** A fresh id, unique in the workflow. */
  newId(prefix: string): string;
}

const EditorContext = createContext<Editor | null>(null);

export function EditorProvider({ editor, children }: { editor: Editor; children: ReactNode }) {
  return <EditorContext value={editor}>{children}</EditorContext>;
}

/** The editor this part stands in. */
export function useEditor(): Editor {
  const editor = use(EditorContext);
  if (!editor) throw new Error('This part of the editor stands outside an EditorProvider.');
  return editor;
}

export function useDocument<T>(select: (state: DocumentState) => T): T {
  return useStore(useEditor().document, select);
}

export function useInteraction<T>(select: (state: InteractionState) => T): T {
  return useStore(useEditor().interaction, select);
}

export function usePanels<T>(select: (state: PanelsState) => T): T {
  return useStore(useEditor().panels, select);
}

export function useRun<T>(select: (state: RunState) => T): T {
  return useStore(useEditor().run, select);
}
