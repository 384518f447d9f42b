import { expect, it } from 'vitest';
import { fileSize } from './file-size';

it.each([
  [0, { value: 0, unit: 'byte' }],
  [999, { value: 999, unit: 'byte' }],
  [1500, { value: 1.5, unit: 'kilobyte' }],
  [2_000_000, { value: 2, unit: 'megabyte' }],
  [3_200_000_000, { value: 3.2, unit: 'gigabyte' }],
])('%i bytes', (bytes, expected) => {
  expect(fileSize(bytes)).toEqual(expected);
});
