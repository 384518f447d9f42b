import { readFileSync } from 'node:fs';
import { transform } from 'esbuild';
import { describe, expect, it } from 'vitest';
import { mutate, mutations } from './mutations.mjs';

const root = new URL('../../', import.meta.url);

describe('mutations', () => {
  it.each(mutations.map((mutation) => [mutation.name, mutation] as const))(
    '%s still fits',
    async (_name, mutation) => {
      for (const file of new Set(mutation.patches.map((patch) => patch.file))) {
        const source = readFileSync(new URL(file, root), 'utf8');
        const changed = mutate(mutation, file, source);
        expect(changed).not.toBe(source);
        await expect(transform(changed, { loader: 'ts' })).resolves.toBeDefined();
      }
    },
  );

  it('a patch whose text is gone fails loudly', () => {
    const [mutation] = mutations;
    if (!mutation) throw new Error('there are none');
    expect(() => mutate(mutation, mutation.patches[0]?.file ?? '', 'something else')).toThrow('does not fit');
  });
});
