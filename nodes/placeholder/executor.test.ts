import { expect, it } from 'vitest';
import { runList } from '@/testing/nodes/run-list';
import { executor } from './executor';

const PARAMETERS = { original: {}, credentials: {}, inputs: [], outputs: [], originalVersion: '1' };

it('fails and says what it stands for, so that nothing is passed over in silence', async () => {
  const parameters = { ...PARAMETERS, originalType: 'acme.sendPigeon' };
  await expect(runList(executor, { main: [{ id: 7 }] }, parameters)).rejects.toMatchObject({
    code: 'node.placeholder',
    retryable: false,
    message: expect.stringContaining('"acme.sendPigeon"') as string,
  });
});

it('fails clearly without a name, too', async () => {
  await expect(runList(executor, {}, { ...PARAMETERS, originalType: '' })).rejects.toMatchObject({
    message: expect.stringContaining('a node of another product') as string,
  });
});
