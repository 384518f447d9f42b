import type { Page } from '@playwright/test';

type Entry =
  | 'Home'
  | 'Workflows'
  | 'Runs'
  | 'Members'
  | 'API keys'
  | 'Audit log'
  | 'Credentials'
  | 'Limits'
  | 'Health'
  | 'Settings';

/** The rail around every page of a tenant. */
export class Shell {
  constructor(private readonly page: Page) {}

  get navigation() {
    return this.page.getByRole('navigation', { name: 'Main' });
  }

  async go(entry: Entry) {
    await this.navigation.getByRole('link', { name: entry }).click();
  }

  async openPersonMenu() {
    await this.page.getByRole('button', { name: 'Your account' }).click();
  }

  async signOut() {
    await this.openPersonMenu();
    await this.page.getByRole('menuitem', { name: 'Sign out' }).click();
  }

  async switchTenant(name: string) {
    await this.page.getByRole('button', { name: 'Switch tenant' }).click();
    await this.page.getByRole('menuitem', { name }).click();
  }
}
