import { describe, expect, it } from 'vitest';
import { editedInput, portTexts } from './rerun-input';

const before = portTexts({ main: [{ json: { a: 1 } }], other: [] });

describe('the edited input of a re-run', () => {
  it('sends what was changed and nothing else', () => {
    const { main } = before;
    expect(editedInput(before, {})).toEqual({ ok: true, input: null });
    expect(editedInput(before, { main: main?.editable ? main.text : '' })).toEqual({ ok: true, input: null });
    expect(editedInput(before, { main: '[{"a": 2}]' })).toEqual({
      ok: true,
      input: { main: [{ json: { a: 2 } }] },
    });
  });

  it('says which port cannot be read', () => {
    expect(editedInput(before, { other: '[1]' })).toEqual({
      ok: false,
      port: 'other',
      problem: { code: 'not-items' },
    });
  });

  it('leaves large input as it was', () => {
    const large = portTexts({ main: [{ json: { a: 'x'.repeat(300_000) } }] });
    expect(large).toEqual({ main: { editable: false } });
    expect(editedInput(large, { main: '[]' })).toEqual({ ok: true, input: null });
  });
});
