import { expect, test } from '@playwright/test';
import { getProcessId } from './fixtures/product';

test('web and worker are processes of their own', async () => {
  expect(await getProcessId('web')).not.toBe(await getProcessId('worker'));
});
