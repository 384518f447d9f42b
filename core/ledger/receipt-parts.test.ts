import { expect, it } from 'vitest';
import { itemOfEffect, placeOfStep, statusOfResult } from './receipt-parts';
import { redactSample } from './redact-sample';

it('reads the item, the place and the status where there is one', () => {
  expect([itemOfEffect('request:3'), itemOfEffect('page:0:12'), itemOfEffect('send')]).toEqual([3, 12, null]);
  expect(placeOfStep('send')).toEqual({ nodeId: 'send', iteration: null });
  expect(placeOfStep('send@loop:1/e2')).toEqual({ nodeId: 'send', iteration: 'loop:1/e2' });
  expect(
    [{ status: 201 }, { status: 'ok' }, { status: 7 }, [201], null].map((one) => statusOfResult(one)),
  ).toEqual([201, null, null, null, null]);
});

it('shows data short and without what is named like a secret', () => {
  const given = {
    order: 7,
    password: 'a',
    nested: { api_key: 'b', Authorization: 'c', cardNumber: '4111', deep: { deeper: { deepest: { x: 1 } } } },
    long: 'x'.repeat(500),
    many: Array.from({ length: 50 }, (_, index) => index),
  };
  const text = JSON.stringify(redactSample(given));
  expect(text).not.toMatch(/"[abc]"|4111/);
  expect(text).toContain('"order":7');
  expect(text.length).toBeLessThan(600);
});
