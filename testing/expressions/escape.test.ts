import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { compileExpression } from '@/core/expression/compile';
import { evaluateExpression } from '@/core/expression/evaluate';
import { EXAMPLE_ENV } from '@/core/expression/example-env';
import { ESCAPE_ATTEMPTS } from './escape-attempts';
import { armHost, assertPlain, disarmHost, touches } from './host-canary';

beforeAll(armHost);
afterAll(disarmHost);

const item = { json: { a: { b: 1 }, s: 'text', list: [1, { c: 2 }] } };
const frozen = JSON.stringify(item);

function evaluate(source: string): unknown {
  const compiled = compileExpression(source);
  if ('problem' in compiled) return undefined;
  const result = evaluateExpression(compiled.ok, { ...EXAMPLE_ENV, item, inputItems: () => [item] });
  return result.ok ? result.value : undefined;
}

// Many of these are meant to work for as long as they may, so the file takes seconds; what is not bounded takes minutes.
describe('nothing gets out, nothing is changed and nothing hangs', () => {
  it('at least 600 different attempts', () => {
    expect(ESCAPE_ATTEMPTS.length).toBeGreaterThan(600);
  });

  it.each(ESCAPE_ATTEMPTS.map((source) => [source]))('%s', (source) => {
    assertPlain(evaluate(source));
    expect(touches()).toBe(0);
    expect(JSON.stringify(item)).toBe(frozen);
    expect(Object.keys(Object.prototype)).toEqual([]);
  });
});
