/**
 * Every shortcut of the product, once: commands, the canvas and the keyboard map read this table, so that what the map
 * says is what works.
 */
import { matchesShortcut, type KeyPress } from './shortcut';

export const SHORTCUT_GROUPS = ['general', 'walk', 'build', 'edit', 'arrange', 'view'] as const;
export type ShortcutGroup = (typeof SHORTCUT_GROUPS)[number];

interface Entry {
  group: ShortcutGroup;
  /** The first is shown beside the command; all of them work. */
  keys: readonly string[];
}

export const SHORTCUTS = {
  'command-menu': { group: 'general', keys: ['mod+k'] },
  'keyboard-map': { group: 'general', keys: ['?'] },
  search: { group: 'general', keys: ['mod+f'] },
  'test-run': { group: 'general', keys: ['mod+enter'] },
  'run-node': { group: 'general', keys: ['mod+shift+enter'] },
  walk: { group: 'walk', keys: ['arrowleft', 'arrowright', 'arrowup', 'arrowdown'] },
  open: { group: 'walk', keys: ['enter'] },
  back: { group: 'walk', keys: ['escape'] },
  'select-all': { group: 'walk', keys: ['mod+a'] },
  'context-menu': { group: 'walk', keys: ['shift+f10'] },
  'add-node': { group: 'build', keys: ['n', '/'] },
  'add-next': { group: 'build', keys: ['tab'] },
  connect: { group: 'build', keys: ['c'] },
  'add-note': { group: 'build', keys: ['s', 'shift+n'] },
  rename: { group: 'build', keys: ['f2'] },
  undo: { group: 'edit', keys: ['mod+z'] },
  redo: { group: 'edit', keys: ['mod+shift+z', 'mod+y'] },
  copy: { group: 'edit', keys: ['mod+c'] },
  cut: { group: 'edit', keys: ['mod+x'] },
  paste: { group: 'edit', keys: ['mod+v'] },
  duplicate: { group: 'edit', keys: ['mod+d'] },
  'toggle-disabled': { group: 'edit', keys: ['d'] },
  delete: { group: 'edit', keys: ['delete', 'backspace'] },
  'tidy-up': { group: 'arrange', keys: ['t'] },
  move: { group: 'arrange', keys: ['alt+arrowleft', 'alt+arrowright', 'alt+arrowup', 'alt+arrowdown'] },
  'align-left': { group: 'arrange', keys: ['alt+a'] },
  'align-centre': { group: 'arrange', keys: ['alt+h'] },
  'align-right': { group: 'arrange', keys: ['alt+d'] },
  'align-top': { group: 'arrange', keys: ['alt+w'] },
  'align-middle': { group: 'arrange', keys: ['alt+v'] },
  'align-bottom': { group: 'arrange', keys: ['alt+s'] },
  'distribute-horizontal': { group: 'arrange', keys: ['alt+shift+h'] },
  'distribute-vertical': { group: 'arrange', keys: ['alt+shift+v'] },
  'fit-view': { group: 'view', keys: ['1', 'shift+1'] },
  'zoom-selection': { group: 'view', keys: ['2', 'shift+2'] },
  'zoom-reset': { group: 'view', keys: ['0'] },
  'zoom-in': { group: 'view', keys: ['=', '+'] },
  'zoom-out': { group: 'view', keys: ['-'] },
  minimap: { group: 'view', keys: ['m'] },
} as const satisfies Readonly<Record<string, Entry>>;

export type ShortcutId = keyof typeof SHORTCUTS;

/** True when the press is one of the keys of this entry. */
export function isPressed(id: ShortcutId, press: KeyPress, isMac: boolean): boolean {
  return SHORTCUTS[id].keys.some((shortcut) => matchesShortcut(shortcut, press, isMac));
}

/** The entries of a group, in the order of the table. */
export function shortcutsOf(group: ShortcutGroup): ShortcutId[] {
  const ids = Object.keys(SHORTCUTS) as ShortcutId[]; // the keys of a constant
  return ids.filter((id) => SHORTCUTS[id].group === group);
}
