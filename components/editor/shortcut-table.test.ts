import { describe, expect, it } from 'vitest';
import { messages } from '@/messages/en';
import { isPressed, SHORTCUTS, SHORTCUT_GROUPS, shortcutsOf } from './shortcut-table';

describe('the table of shortcuts', () => {
  it('gives no key twice', () => {
    const keys = Object.values(SHORTCUTS).flatMap((entry): readonly string[] => entry.keys);
    expect(keys.filter((key, index) => keys.indexOf(key) !== index)).toEqual([]);
  });

  it('shows every entry in the keyboard map, with a name', () => {
    const shown = SHORTCUT_GROUPS.flatMap(shortcutsOf);
    expect(shown.sort()).toEqual(Object.keys(SHORTCUTS).sort());
    expect(Object.keys(messages.editor.commands).sort()).toEqual(shown.sort());
    expect(Object.keys(messages.editor.keyboard.groups).sort()).toEqual([...SHORTCUT_GROUPS].sort());
  });

  it('reads the key and not what Alt makes of it', () => {
    const press = { key: 'å', code: 'KeyA', metaKey: false, ctrlKey: false, shiftKey: false, altKey: true };
    expect(isPressed('align-left', press, true)).toBe(true);
    expect(isPressed('align-right', press, true)).toBe(false);
    expect(isPressed('align-left', { ...press, altKey: false }, true)).toBe(false);
  });
});
