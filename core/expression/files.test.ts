import { describe, expect, it } from 'vitest';
import type { Item } from '@/core/items/item';
import { evaluateTemplate } from './evaluate';
import { createEnv } from './scope';
import { compileTemplate } from './template';

const file = { blobKey: '30/2026-01-01/t/r/secret', name: 'a.pdf', mediaType: 'application/pdf', size: 3 };
const item: Item = { json: {}, binary: { data: file } };
const env = createEnv({
  item,
  inputItems: () => [item],
  now: 0,
  timezone: 'UTC',
  nodeNames: () => ['Node'],
  node: () => ({ exists: true, executed: true, items: () => [item], pairedItem: () => item }),
});

function run(text: string): unknown {
  const compiled = compileTemplate(text);
  if (!compiled.ok) throw new Error(compiled.problem.message);
  const result = evaluateTemplate(compiled.template, env);
  return result.ok ? result.value : result.error.code;
}

describe('files in expressions', () => {
  it.each([
    '$binary',
    '$input.item.binary',
    '$input.first().binary',
    '$input.all()[0].binary',
    "$('Node').item.binary",
    "$('Node').binary",
    "$('Node').first().binary",
    "$('Node').last().binary",
    "$('Node').all()[0].binary",
    '$node["Node"].binary',
  ])('%s tells what they are and not where they lie', (expression) => {
    expect(run(`{{ ${expression} }}`)).toEqual({
      data: { name: 'a.pdf', mediaType: 'application/pdf', size: 3 },
    });
    expect(run(`{{ ${expression}.data.blobKey ?? 'hidden' }}`)).toBe('hidden');
  });
});
