/** The editor, its panels and dialogs. */
import { expect } from '@playwright/test';
import { EditorPage } from '../pages/editor-page';
import { openEditor, type View } from './view';

export const EDITOR_VIEWS: readonly View[] = [
  {
    name: 'editor',
    async open(room) {
      await openEditor(room);
    },
  },
  {
    name: 'editor-inspector',
    async open(room) {
      const editor = await openEditor(room);
      await editor.inspect('Thank the customer');
    },
  },
  {
    name: 'editor-node-settings',
    async open(room) {
      const editor = await openEditor(room);
      await editor.inspect('Orders of today');
      await editor.inspector.openTab('Settings');
    },
  },
  {
    name: 'editor-palette',
    async open(room) {
      await openEditor(room);
      await room.page.keyboard.press('n');
      await expect(room.page.getByTestId('palette.search')).toBeFocused();
    },
  },
  {
    name: 'editor-run',
    async open(room) {
      const editor = await openEditor(room);
      await editor.testRun();
      await expect(editor.runStatus).toHaveAttribute('data-status', 'succeeded');
      await editor.inspect('Thank the customer');
      await editor.inspector.openTab('Output');
    },
  },
  {
    name: 'publish-dialog',
    async open({ page, ...room }) {
      await openEditor({ page, ...room });
      await page.getByTestId('editor.publish').click();
      await expect(page.getByRole('dialog')).toBeVisible();
    },
  },
  {
    name: 'editor-pin',
    async open(room) {
      const editor = await openEditor(room);
      await editor.inspect('Orders of today');
      await editor.inspector.openTab('Output');
      await room.page.getByTestId('pin.edit').click();
      await expect(room.page.getByTestId('pin.editor')).toBeVisible();
    },
  },
  {
    name: 'editor-search',
    async open(room) {
      const editor = await openEditor(room);
      await editor.canvas.focus();
      await room.page.keyboard.press('Control+f');
      await room.page.getByTestId('search.query').fill('customer');
    },
  },
  {
    name: 'editor-selection',
    async open(room) {
      const editor = await openEditor(room);
      await editor.canvas.focus();
      await room.page.keyboard.press('Control+a');
      await expect(room.page.getByTestId('canvas.selection.align-top')).toBeVisible();
    },
  },
  {
    name: 'editor-schedule',
    async open({ page, tenant, scheduledId }) {
      const editor = new EditorPage(page, tenant);
      await editor.open(scheduledId);
      await editor.inspect('Every workday');
      await expect(page.getByTestId('schedule.next')).toBeVisible();
    },
  },
  {
    name: 'editor-loop',
    async open({ page, tenant, scheduledId }) {
      const editor = new EditorPage(page, tenant);
      await editor.open(scheduledId);
      await editor.inspect('Ten at a time');
    },
  },
  {
    name: 'workflow-settings',
    async open(room) {
      await openEditor(room);
      await room.page.getByTestId('editor.menu').click();
      await room.page.getByTestId('editor.menu.settings').click();
      await expect(room.page.getByTestId('settings')).toBeVisible();
    },
  },
  {
    name: 'keyboard-map',
    async open(room) {
      const editor = await openEditor(room);
      await editor.canvas.focus();
      await room.page.keyboard.press('?');
      await expect(room.page.getByTestId('keyboard.map')).toBeVisible();
    },
  },
  // The last of them: the wide inspector is remembered.
  {
    name: 'editor-data',
    async open(room) {
      const editor = await openEditor(room);
      await editor.testRun();
      await expect(editor.runStatus).toHaveAttribute('data-status', 'succeeded');
      await editor.inspect('Thank the customer');
      await room.page.getByTestId('inspector.expand').click();
      await expect(editor.inspector.data('input')).toBeVisible();
    },
  },
];
