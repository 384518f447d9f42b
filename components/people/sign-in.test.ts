import { describe, expect, it } from 'vitest';
import { safePath } from './sign-in';

describe('safePath', () => {
  it.each(['/t/acme', '/t/acme/runs?status=failed', '/'])('keeps %s', (path) => {
    expect(safePath(path)).toBe(path);
  });
  it.each([
    null,
    '',
    '//evil.example',
    '/\\evil.example',
    'https://evil.example',
    'javascript:alert(1)',
    '/a\\b',
  ])('replaces %s', (path) => {
    expect(safePath(path)).toBe('/');
  });
});
