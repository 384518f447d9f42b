import { describe, expect, it } from 'vitest';
import { createEnv } from '@/core/expression/scope';
import { previewExpression } from './preview-expression';

const env = createEnv({ item: { json: { name: 'Ada', amount: 120, none: null } } });

describe('the preview of an expression', () => {
  it('shows the value for the first item with its type', () => {
    expect(previewExpression('{{ $json.amount * 2 }}', env)).toMatchObject({
      kind: 'value',
      text: '240',
      type: 'number',
    });
    expect(previewExpression('Dear {{ $json.name }}', env)).toMatchObject({
      text: 'Dear Ada',
      type: 'string',
    });
  });

  it('says why it is empty', () => {
    expect(previewExpression('{{ $json.nmae }}', env)).toMatchObject({
      kind: 'empty',
      reason: { code: 'path-missing' },
    });
    expect(previewExpression('{{ $json.none }}', env)).toMatchObject({
      kind: 'empty',
      reason: { code: 'value-null' },
    });
  });

  it('turns what cannot be read into a message and never throws', () => {
    for (const text of ['{{ $json. }}', '{{ nobody }}', '{{ $json.name.foo() }}', '{{']) {
      expect(['error', 'value']).toContain(previewExpression(text, env).kind);
    }
  });
});
