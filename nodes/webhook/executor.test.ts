import { expect, it } from 'vitest';
import { fakeContext } from '@/testing/nodes/fake-context';
import { executor } from './executor';

it('gives the request as it was recorded', async () => {
  const items = [{ json: { body: { a: 1 }, method: 'POST' } }];
  const input: Parameters<typeof executor.execute>[0]['parameters'] = {
    path: 'orders',
    methods: ['POST'],
    respond: 'immediately',
    answerWith: 'run-id',
    answerText: '',
    outputAs: 'auto',
    outputField: '',
    responseHeaders: [],
    authentication: 'none',
    headerName: 'x',
    headerValue: '',
    username: '',
    password: '',
    repeats: 'run',
    repeatKey: '',
    repeatSeconds: 86_400,
    burst: 'each',
    burstKey: '',
    burstSeconds: 10,
    burstLongestSeconds: 300,
    ratePerMinute: 0,
    allowedAddresses: '',
    ignoreBots: false,
    body: 'read',
    bodyFile: 'data',
    keepAuthorization: false,
  };
  const result = await executor.execute(
    { items: () => items, parameters: input, parametersFor: () => input },
    fakeContext(),
  );
  expect(result).toEqual({ kind: 'done', outputs: { main: items } });
});
