/** Keyboard shortcuts as text: `mod+shift+z`, `n`, `/`. `mod` is ⌘ on a Mac and Ctrl elsewhere. Pure. */

export interface KeyPress {
  key: string;
  metaKey: boolean;
  ctrlKey: boolean;
  shiftKey: boolean;
  altKey: boolean;
}

/** True when the pressed keys are exactly the shortcut. Shift is ignored for signs such as `/` that may need it. */
export function matchesShortcut(shortcut: string, press: KeyPress, isMac: boolean): boolean {
  const parts = shortcut.split('+');
  const key = parts.at(-1) ?? '';
  const wants = (name: string) => parts.slice(0, -1).includes(name);
  const mod = isMac ? press.metaKey : press.ctrlKey;
  const other = isMac ? press.ctrlKey : press.metaKey;
  const isSign = key.length === 1 && !/[a-z0-9]/.test(key);
  return (
    press.key.toLowerCase() === key.toLowerCase() &&
    mod === wants('mod') &&
    !other &&
    press.altKey === wants('alt') &&
    (isSign || press.shiftKey === wants('shift'))
  );
}

const MAC: Readonly<Record<string, string>> = { mod: '⌘', shift: '⇧', alt: '⌥' };
const NAMES: Readonly<Record<string, string>> = {
  mod: 'Ctrl',
  shift: 'Shift',
  alt: 'Alt',
  delete: 'Del',
  enter: 'Enter',
};

/** How a shortcut is written on this system: `⇧⌘Z` or `Ctrl+Shift+Z`. */
export function shortcutText(shortcut: string, isMac: boolean): string {
  const parts = shortcut.split('+');
  const name = (part: string) => (isMac ? MAC[part] : undefined) ?? NAMES[part] ?? part.toUpperCase();
  return parts.map(name).join(isMac ? '' : '+');
}

/** True where ⌘ is the modifier. */
export function isMacPlatform(platform: string): boolean {
  return /mac|iphone|ipad/i.test(platform);
}
