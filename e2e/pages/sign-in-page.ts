import type { Page } from '@playwright/test';
import type { Person } from '../fixtures/product';

/** `/sign-in` and `/setup`: the ways in. */
export class SignInPage {
  constructor(private readonly page: Page) {}

  get error() {
    // Next's own announcer is an alert too.
    return this.page.getByRole('main').getByRole('alert');
  }

  async open() {
    await this.page.goto('/sign-in');
  }

  async signIn({ email, password }: Pick<Person, 'email' | 'password'>) {
    await this.page.getByLabel('E-mail').fill(email);
    await this.page.getByLabel('Password').fill(password);
    await this.page.getByRole('button', { name: 'Sign in' }).click();
  }

  async setUp(person: Person, tenantName: string) {
    await this.page.getByLabel('Your name').fill(person.name);
    await this.page.getByLabel('E-mail').fill(person.email);
    await this.page.getByLabel('Password').fill(person.password);
    await this.page.getByLabel('Name of the tenant').fill(tenantName);
    await this.page.getByRole('button', { name: 'Create account' }).click();
  }
}
