import { expect } from 'vitest';
import { compileExpression } from '@/core/expression/compile';
import { evaluateExpression } from '@/core/expression/evaluate';
import { EXAMPLE_ENV } from '@/core/expression/example-env';
import { assertPlain, touches } from './host-canary';

const item = { json: { a: { b: 1 }, s: 'text', list: [1, { c: 2 }] } };
const frozen = JSON.stringify(item);

function evaluate(source: string): unknown {
  const compiled = compileExpression(source);
  if ('problem' in compiled) return undefined;
  const result = evaluateExpression(compiled.ok, { ...EXAMPLE_ENV, item, inputItems: () => [item] });
  return result.ok ? result.value : undefined;
}

/** Evaluates an expression on an armed host: no trap goes off, nothing but data comes out, nothing is changed. */
export function tryToEscape(source: string): void {
  assertPlain(evaluate(source));
  expect(touches()).toBe(0);
  expect(JSON.stringify(item)).toBe(frozen);
  expect(Object.keys(Object.prototype)).toEqual([]);
}
