/** What a node gets of a credential, and what the scrubber is told before it. */
import { describe, expect, it } from 'vitest';
import type { OpenCredential } from '@/core/credentials/use-credential';
import type { PlanNode } from '@/core/engine/types';
import { NodeFailure } from '@/core/node-kit/node-failure';
import { runHere } from '@/testing/nodes/fake-context';
import { fakeFiles } from '@/testing/nodes/fake-files';
import { createScrubber } from '@/worker/steps/secrets';
import { createStepContext } from '@/worker/steps/step-context';
import { createStepMemory } from '@/worker/steps/step-memory';
import { StepStop } from '@/worker/steps/step-stop';
import { createStepCredentials } from './step-credentials';

const request = {
  method: 'GET',
  url: 'https://api.example.com/orders?a=1',
  headers: [{ name: 'x-key', value: 'mine' }],
};
const bearer: OpenCredential = {
  ...{ kind: 'bearer', name: 'Shop', hosts: ['api.example.com'] },
  values: { token: 'a token+of/ours' },
};

function stage(credential: OpenCredential | null, kinds = ['header', 'bearer', 'basic', 'query', 'secret']) {
  const told: string[] = [];
  let opened = 0;
  // No test looks at the rest of a plan's node.
  const node = {
    name: 'Call',
    credentials: { auth: 'id' },
    definition: { credentials: [{ slot: 'auth', kinds }] },
  } as unknown as PlanNode;
  const slot = createStepCredentials({
    node,
    tenantId: 't',
    open: () => {
      opened += 1;
      return Promise.resolve(credential && { credential, key: 'k' });
    },
    tokens: { get: () => Promise.reject(new Error('no token')), forget: () => undefined },
    http: { request: () => Promise.reject(new Error('no call')) },
    onSecrets: (texts) => told.push(...texts),
  });
  return { slot, told, openedTimes: () => opened };
}

describe('a credential in a slot', () => {
  it('is opened once for a try, however many items ask', async () => {
    const { slot, openedTimes } = stage(bearer);
    await Promise.all([slot('auth'), slot('auth')]);
    await slot('auth');
    expect(openedTimes()).toBe(1);
  });

  it('takes the place of a header that the node sets itself', async () => {
    const own = { ...bearer, kind: 'header', values: { name: 'X-Key', value: 'theirs' } } as const;
    const applied = await (await stage(own).slot('auth')).apply(request);
    expect(applied.headers).toEqual([{ name: 'X-Key', value: 'theirs' }]);
    expect(request.headers).toEqual([{ name: 'x-key', value: 'mine' }]);
  });

  it.each([
    ['another slot', 'other', bearer, undefined, 'credential.missing'],
    ['none there', 'auth', null, undefined, 'credential.unknown'],
    ['a kind that does not fit', 'auth', bearer, ['secret'], 'credential.wrong-kind'],
  ] as const)('%s: %s', async (...[, slot, credential, kinds, code]) => {
    const opening = stage(credential, kinds ? [...kinds] : undefined).slot(slot);
    await expect(opening).rejects.toMatchObject({ code, outcome: 'not-done', retryable: false });
  });

  it('is refused for another host, and gives no value away', async () => {
    const credential = await stage(bearer).slot('auth');
    const elsewhere = { ...request, url: 'https://api.example.com.evil.net/' };
    await expect(credential.apply(elsewhere)).rejects.toMatchObject({ code: 'credential.other-host' });
    expect(() => credential.secret()).toThrow('holds no plain secret');
    expect(JSON.stringify(credential)).not.toContain('token+of');
  });

  it.each([
    ['as it is', 'a token+of/ours'],
    ['in an address', encodeURIComponent('a token+of/ours')],
    ['in a form', 'a+token%2Bof%2Fours'],
    ['in base64', Buffer.from('a token+of/ours').toString('base64')],
    ['in JSON', JSON.stringify('a token+of/ours')],
  ])('is found %s', async (_how, form) => {
    const { slot, told } = stage(bearer);
    await slot('auth');
    expect(createScrubber(told)?.text(`x ${form} y`)).not.toContain('of');
  });

  it('is found in the header of user and password, and behind a word in a header', async () => {
    const basic = { ...bearer, kind: 'basic', values: { user: 'ada', password: 'correct horse' } } as const;
    const one = stage(basic);
    const { headers } = await (await one.slot('auth')).apply(request);
    expect(createScrubber(one.told)?.text(JSON.stringify(headers))).toContain('Basic [redacted]');
    const two = stage({
      ...bearer,
      kind: 'header',
      values: { name: 'Authorization', value: 'Token abcdef123' },
    });
    await two.slot('auth');
    expect(createScrubber(two.told)?.text('said abcdef123')).toBe('said [redacted]');
  });
});

describe('what a step with a credential leaves behind', () => {
  it('holds none of it: not the receipt, not the failure that is recorded with it', async () => {
    const recorded: unknown[] = [];
    const runtime = createStepContext({
      http: { request: () => Promise.reject(new Error('no call')) },
      ...{
        files: fakeFiles(),
        memory: createStepMemory({
          store: undefined,
          place: { tenantId: 't', workflowId: 'w' },
          earlier: () => [],
        }),
        offload: runHere,
        timezone: 'UTC',
        now: 0,
        seed: 's',
      },
      sandbox: {
        runJavaScript: () => Promise.reject(new Error()),
        runSql: () => Promise.reject(new Error()),
      },
      stop: new StepStop(),
      // Records what the loop would: the summary before the call, its result or its failure after it.
      async effect(effect, fn) {
        recorded.push(effect.summary);
        try {
          const result = await fn('key');
          recorded.push(result);
          return result;
        } catch (thrown) {
          recorded.push(thrown instanceof NodeFailure ? thrown.toStepError() : thrown);
          throw thrown;
        }
      },
      credentials: (onSecrets) => (slot) => {
        onSecrets(['s3cret-token']);
        return stage(bearer).slot(slot);
      },
    });
    const { ctx } = runtime;
    await ctx.credential('auth');
    const effect = { name: 'one', kind: 'write', summary: 'POST /s3cret-token' } as const;
    expect(await ctx.effect(effect, () => Promise.resolve({ said: 's3cret-token' }))).toEqual({
      said: '[redacted]',
    });
    const failing = ctx.effect({ ...effect, name: 'two' }, () =>
      Promise.reject(
        NodeFailure.final('http.status', 'It said s3cret-token.', { details: { body: 's3cret-token' } }),
      ),
    );
    await expect(failing).rejects.toMatchObject({ code: 'http.status', message: 'It said [redacted].' });
    expect(recorded).toHaveLength(4);
    expect(JSON.stringify(recorded)).not.toContain('s3cret-token');
    expect(runtime.secrets()).toEqual(['s3cret-token']);
  });
});
