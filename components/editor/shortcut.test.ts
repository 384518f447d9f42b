import { describe, expect, it } from 'vitest';
import { matchesShortcut, shortcutText } from './shortcut';

const press = (key: string, more: Partial<Parameters<typeof matchesShortcut>[1]> = {}) => ({
  key,
  metaKey: false,
  ctrlKey: false,
  shiftKey: false,
  altKey: false,
  ...more,
});

describe('shortcuts', () => {
  it('tell undo from redo and ⌘ from Ctrl', () => {
    expect(matchesShortcut('mod+z', press('z', { ctrlKey: true }), false)).toBe(true);
    expect(matchesShortcut('mod+z', press('Z', { ctrlKey: true, shiftKey: true }), false)).toBe(false);
    expect(matchesShortcut('mod+shift+z', press('Z', { ctrlKey: true, shiftKey: true }), false)).toBe(true);
    expect(matchesShortcut('mod+z', press('z', { ctrlKey: true }), true)).toBe(false);
    expect(matchesShortcut('mod+z', press('z', { metaKey: true }), true)).toBe(true);
  });

  it('take a plain key only without modifiers, and a sign with or without shift', () => {
    expect(matchesShortcut('n', press('n'), false)).toBe(true);
    expect(matchesShortcut('n', press('n', { ctrlKey: true }), false)).toBe(false);
    expect(matchesShortcut('/', press('/', { shiftKey: true }), false)).toBe(true);
  });

  it('are written the way of the system', () => {
    expect(shortcutText('mod+shift+z', true)).toBe('⌘⇧Z');
    expect(shortcutText('mod+shift+z', false)).toBe('Ctrl+Shift+Z');
  });
});
