/** Opens the palette for a purpose and puts the caret into its search. */
import type { Editor } from '@/components/editor/editor-context';
import type { PaletteTarget } from '@/components/editor/interaction-store';

export const PALETTE_SEARCH_ID = 'heddle-palette-search';

/** Shows the palette aimed at `target`; does nothing in a read-only editor. */
export function openPalette(editor: Editor, target: PaletteTarget): void {
  if (editor.document.getState().readOnly) return;
  editor.interaction.getState().aimPalette(target);
  editor.panels.getState().setPaletteOpen(true);
  // The palette may have to be mounted before its field can take the caret.
  requestAnimationFrame(() => document.getElementById(PALETTE_SEARCH_ID)?.focus());
}
