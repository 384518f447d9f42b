'use client';
import { useCallback } from 'react';
import { isMacPlatform, shortcutText } from './shortcut';

/** Writes shortcuts the way of this system. Only where the page runs in a browser already. */
export function useShortcutText(): (shortcut: string) => string {
  return useCallback((shortcut) => shortcutText(shortcut, isMacPlatform(navigator.platform)), []);
}
