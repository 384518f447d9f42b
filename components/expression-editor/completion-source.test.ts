import { describe, expect, it } from 'vitest';
import { closingOverlap } from './completion-source';

describe('inserting into an expression', () => {
  it('takes the brackets along that the editor had set after the caret', () => {
    expect(closingOverlap('first name"]', '"] }}')).toBe(2);
    expect(closingOverlap("Orders')", "') }}")).toBe(2);
    expect(closingOverlap('trim()', ') }}')).toBe(1);
    expect(closingOverlap('customer', ' }}')).toBe(0);
  });
});
