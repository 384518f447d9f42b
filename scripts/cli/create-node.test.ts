import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { checkParameters } from '@/core/node-kit/check-parameters';
import type { NodeDefinition } from '@/core/node-kit/definition';
import type { ItemInput, ItemOutput } from '@/core/node-kit/executor';
import { fakeContext } from '@/testing/nodes/fake-context';
import { createNodeCommand } from './create-node';

let root: string;
beforeEach(async () => {
  root = await mkdtemp(path.join(os.tmpdir(), 'heddle-create-node-'));
  await mkdir(path.join(root, 'nodes'));
  vi.spyOn(console, 'log').mockImplementation(() => undefined);
});
afterEach(async () => {
  vi.restoreAllMocks();
  await rm(root, { recursive: true });
});

const create = (name: string) => createNodeCommand.run({ args: [name], cwd: root, root });

it('makes a node that does what its example says, and is in the registry', async () => {
  await create('send-letter');
  const folder = path.join(root, 'nodes/send-letter');
  const { definition } = (await import(path.join(folder, 'definition.ts'))) as { definition: NodeDefinition };
  const { executor } = (await import(path.join(folder, 'executor.ts'))) as {
    executor: { executeItem(input: ItemInput<object>, ctx: object): ItemOutput };
  };
  expect(definition).toMatchObject({ type: 'send-letter', name: 'Send letter', version: 1 });
  const [example] = definition.examples;
  const checked = checkParameters(definition, example?.parameters, { expressions: true, required: true });
  expect(checked.issues).toEqual([]);
  const json = example?.input?.main?.[0] ?? {};
  const made = executor.executeItem({ item: { json }, index: 0, parameters: checked.value }, fakeContext());
  expect(made).toEqual({ json: example?.output?.main?.[0] });
  const help = await readFile(path.join(folder, 'README.md'), 'utf8');
  expect(help.trim().length).toBeGreaterThan(80);
  expect(await readFile(path.join(folder, 'icon.svg'), 'utf8')).toMatch(/^<svg [^>]*stroke="currentColor"/);
  const registry = await readFile(path.join(root, 'nodes/registry.generated.ts'), 'utf8');
  expect(registry).toContain('send-letter');
});

it('leaves alone what is there', async () => {
  await create('send-letter');
  await expect(create('send-letter')).rejects.toMatchObject({ code: 'cli.node-exists' });
});
