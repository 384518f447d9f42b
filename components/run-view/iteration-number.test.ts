import { expect, test } from 'vitest';
import { iterationNumber } from './iteration-number';

test.each([
  ['loop:0', '1'],
  ['outer:0/inner:2', '1.3'],
  ['entry~:4', '5'],
])('%s is iteration %s', (iteration, number) => {
  expect(iterationNumber(iteration)).toBe(number);
});
