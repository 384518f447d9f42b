import { describe, expect, it } from 'vitest';
import { closingOverlap } from './completion-source';
import { fitDropped } from './expression-drop';

describe('inserting into an expression', () => {
  it('takes the brackets along that the editor had set after the caret', () => {
    expect(closingOverlap('first name"]', '"] }}')).toBe(2);
    expect(closingOverlap("Orders')", "') }}")).toBe(2);
    expect(closingOverlap('trim()', ') }}')).toBe(1);
    expect(closingOverlap('customer', ' }}')).toBe(0);
  });

  it('drops a path whole into text and bare into another expression', () => {
    const text = 'Dear {{ $json.a + }} and';
    expect(fitDropped(text, 0, '{{ $json.b }}')).toBe('{{ $json.b }}');
    expect(fitDropped(text, 18, '{{ $json.b }}')).toBe('$json.b');
    expect(fitDropped(text, text.length, '{{ $json.b }}')).toBe('{{ $json.b }}');
  });
});
