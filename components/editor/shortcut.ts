/** Keyboard shortcuts as text: `mod+shift+z`, `n`, `/`. `mod` is ⌘ on a Mac and Ctrl elsewhere. Pure. */

export interface KeyPress {
  key: string;
  /** The key's place on the keyboard; Alt changes what it writes on a Mac. */
  code?: string;
  metaKey: boolean;
  ctrlKey: boolean;
  shiftKey: boolean;
  altKey: boolean;
}

interface ParsedShortcut {
  key: string;
  modifiers: readonly string[];
}

/** The `+` sign is a key, too: `mod++`. */
function parse(shortcut: string): ParsedShortcut {
  const parts = shortcut.split('+');
  if (shortcut.endsWith('+')) return { key: '+', modifiers: parts.slice(0, -2) };
  return { key: parts.at(-1) ?? '', modifiers: parts.slice(0, -1) };
}

function isKey(key: string, press: KeyPress): boolean {
  if (press.key.toLowerCase() === key.toLowerCase()) return true;
  return press.altKey && /^[a-z]$/.test(key) && press.code === `Key${key.toUpperCase()}`;
}

/** True when the pressed keys are exactly the shortcut. Shift is ignored for signs such as `/` that may need it. */
export function matchesShortcut(shortcut: string, press: KeyPress, isMac: boolean): boolean {
  const { key, modifiers } = parse(shortcut);
  const wants = (name: string) => modifiers.includes(name);
  const mod = isMac ? press.metaKey : press.ctrlKey;
  const other = isMac ? press.ctrlKey : press.metaKey;
  const isSign = key.length === 1 && !/[a-z0-9]/.test(key);
  return (
    isKey(key, press) &&
    mod === wants('mod') &&
    !other &&
    press.altKey === wants('alt') &&
    (isSign || press.shiftKey === wants('shift'))
  );
}

const MAC: Readonly<Record<string, string>> = { mod: '⌘', shift: '⇧', alt: '⌥', enter: '↩', delete: '⌦' };
const NAMES: Readonly<Record<string, string>> = {
  mod: 'Ctrl',
  shift: 'Shift',
  alt: 'Alt',
  delete: 'Del',
  backspace: 'Backspace',
  enter: 'Enter',
  escape: 'Esc',
  tab: 'Tab',
  arrowleft: '←',
  arrowright: '→',
  arrowup: '↑',
  arrowdown: '↓',
};

/** The names of the keys of a shortcut on this system: `['Ctrl', 'Shift', 'Z']`. */
export function shortcutKeys(shortcut: string, isMac: boolean): string[] {
  const { key, modifiers } = parse(shortcut);
  const name = (part: string) => (isMac ? MAC[part] : undefined) ?? NAMES[part] ?? part.toUpperCase();
  return [...modifiers, key].map(name);
}

/** How a shortcut is written on this system: `⇧⌘Z` or `Ctrl+Shift+Z`. */
export function shortcutText(shortcut: string, isMac: boolean): string {
  return shortcutKeys(shortcut, isMac).join(isMac ? '' : '+');
}

/** True where ⌘ is the modifier. */
export function isMacPlatform(platform: string): boolean {
  return /mac|iphone|ipad/i.test(platform);
}
