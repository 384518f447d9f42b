import { describe, expect, it } from 'vitest';
import { readResumeStep, resumePath } from './resume-address';

const stepIn = (step: string) =>
  resumePath({ tenantSlug: 'demo', runId: 'r', step, token: 't' }).split('/')[4] ?? '';

describe('the step in a resume address', () => {
  it.each(['send', 'send@each:3/e7', 'Grüße/_%~!*()', "a'b", '愛'])('comes back as it was: %s', (step) => {
    expect(stepIn(step)).toMatch(/^[\w-]+$/);
    expect(readResumeStep(stepIn(step))).toBe(step);
  });

  it.each(['', '_', '_G0', '_FF', 'a/b', 'a%20', 'a'.repeat(2001)])('is nothing else: %s', (segment) => {
    expect(readResumeStep(segment)).toBeUndefined();
  });
});
