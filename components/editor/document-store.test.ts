import { describe, expect, it } from 'vitest';
import type { Problem } from '@/core/errors/problem';
import { groupProblems } from './document-store';

const problem = (nodeId: string | null, message: string): Problem => ({
  nodeId,
  code: 'graph.cycle',
  severity: 'error',
  path: '',
  message,
});

describe('problems by node', () => {
  it('keeps the list of a node whose problems stayed the same', () => {
    const first = groupProblems([problem('a', 'x'), problem('b', 'y'), problem(null, 'z')]);
    const second = groupProblems([problem('a', 'x'), problem('b', 'other')], first);
    expect([...first.keys()]).toEqual(['a', 'b']);
    expect(second.get('a')).toBe(first.get('a'));
    expect(second.get('b')).not.toBe(first.get('b'));
  });
});
