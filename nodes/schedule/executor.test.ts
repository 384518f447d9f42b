import { expect, it } from 'vitest';
import { fakeContext } from '@/testing/nodes/fake-context';
import { executor } from './executor';

type Input = Parameters<typeof executor.execute>[0];

const PARAMETERS = {
  rules: [],
  timezone: 'Asia/Tokyo',
  overlap: 'allow',
  missed: 'once',
  missedLimit: 10,
  jitterSeconds: 0,
  words: 'heddle',
} satisfies Input['parameters'];

const run = (items: ReturnType<Input['items']>, parameters: Input['parameters'] = PARAMETERS) =>
  executor.execute(
    { items: () => items, parameters, parametersFor: () => parameters },
    fakeContext({ now: Date.UTC(2026, 0, 1) }),
  );

it('gives the tick that the run was started for', () => {
  const tick = [{ json: { scheduledFor: '2026-11-23T09:00:00+01:00' } }];
  expect(run(tick)).toEqual({ kind: 'done', outputs: { main: tick } });
});

it('gives this moment, in its zone, when it was started by hand', () => {
  expect(run([{ json: {} }])).toMatchObject({
    outputs: {
      main: [{ json: { scheduledFor: '2026-01-01T09:00:00+09:00', hour: 9, weekday: 'Thursday' } }],
    },
  });
  const { timezone: _, ...noZone } = PARAMETERS;
  expect(run([], noZone)).toMatchObject({ outputs: { main: [{ json: { timezone: 'UTC', hour: 0 } }] } });
});

it('tells this moment in the words of n8n where they are asked for', () => {
  expect(run([], { ...PARAMETERS, words: 'n8n' })).toMatchObject({
    outputs: { main: [{ json: { timestamp: '2026-01-01T09:00:00.000+09:00', Hour: '09' } }] },
  });
});
