/** A page or dialog of the product, and how a person gets there. */
import { expect } from '@playwright/test';
import { EditorPage } from '../pages/editor-page';
import type { ShowRoom } from './show-room';

export interface View {
  /** Also the name of its picture. */
  name: string;
  open(room: ShowRoom): Promise<void>;
}

/** Goes to a page that shows a list, and waits until it is there. */
export function listPage(name: string, path: string, title: string | RegExp): View {
  return {
    name,
    async open({ page, tenant }) {
      await page.goto(tenant.url(path));
      await expect(page.getByRole('heading', { name: title, level: 1 })).toBeVisible();
      await expect(page.locator('[aria-busy="true"], .animate-pulse')).toHaveCount(0);
    },
  };
}

/** The workflow of the show room in the editor. */
export async function openEditor({ page, tenant, workflowId }: ShowRoom): Promise<EditorPage> {
  const editor = new EditorPage(page, tenant);
  await editor.open(workflowId);
  return editor;
}
