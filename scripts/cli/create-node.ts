/** `create-node NAME`: a folder that works from the first minute, to be changed into the node that is wanted. */
import { mkdir, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { UserProblem } from '@/core/errors/app-error';
import { generateRegistry } from '@/scripts/generate-registry.mjs';
import type { Command } from './command';

export const createNodeCommand: Command = {
  usage: 'NAME',
  summary: 'make the folder of a new node type',
  example: 'create-node send-letter',
  async run({ args, root }) {
    const [name] = args;
    if (name === undefined || !/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(name)) {
      throw new UserProblem(
        'cli.bad-name',
        'Name the node in kebab-case: npm run heddle -- create-node send-letter',
      );
    }
    const folder = path.join(root, 'nodes', name);
    if (await stat(folder).catch(() => null)) {
      throw new UserProblem(
        'cli.node-exists',
        `nodes/${name} exists already. Choose another name, or change what is there.`,
      );
    }
    await mkdir(folder);
    for (const [file, text] of Object.entries(filesOf(name))) await writeFile(path.join(folder, file), text);
    generateRegistry(root);
    console.log(`nodes/${name} is ready. Run its test with: npx vitest run --project unit nodes/${name}`);
  },
};

function filesOf(name: string): Record<string, string> {
  const title = name.charAt(0).toUpperCase() + name.slice(1).replaceAll('-', ' ');
  return {
    'definition.ts': definitionOf(name, title),
    'executor.ts': EXECUTOR,
    'executor.test.ts': TEST,
    'icon.svg': ICON,
    'README.md': `Adds a greeting to each item.\n\n**Text** is what is added, under the field \`greeting\`.\n`,
  };
}

function definitionOf(name: string, title: string): string {
  return `import { defineNode } from '@/core/node-kit/definition';

export const definition = defineNode({
  type: '${name}',
  version: 1,
  name: '${title}',
  summary: 'Adds a greeting to each item.',
  family: 'data',
  synonyms: ['greet'],
  inputs: [{ name: 'main', label: 'Input' }],
  outputs: [{ name: 'main', label: 'Output' }],
  fields: [{ kind: 'text', name: 'text', label: 'Text', required: true, default: 'Hello' }],
  effect: 'pure',
  mode: 'item',
  outputExample: { main: [{ greeting: 'Hello' }] },
  examples: [
    {
      title: 'A greeting for everybody',
      parameters: { text: 'Hello' },
      input: { main: [{ id: 1 }] },
      output: { main: [{ id: 1, greeting: 'Hello' }] },
    },
  ],
});
`;
}

const EXECUTOR = `import type { ExecutorFor } from '@/core/node-kit/executor';
import type { definition } from './definition';

export const executor: ExecutorFor<typeof definition> = {
  executeItem({ item, parameters }) {
    return { json: { ...item.json, greeting: parameters.text } };
  },
};
`;

const TEST = `import { describe, expect, it } from 'vitest';
import type { StepContext } from '@/core/node-kit/executor';
import { executor } from './executor';

describe('executor', () => {
  it('adds the greeting and keeps the rest', async () => {
    const input = { item: { json: { id: 1 } }, index: 0, parameters: { text: 'Hello' } };
    // The executor uses nothing of its context.
    const output = await executor.executeItem(input, {} as StepContext);
    expect(output).toEqual({ json: { id: 1, greeting: 'Hello' } });
  });
});
`;

const ICON =
  '<svg xmlns="http://www.w3.org/2000/svg" width="24" height="24" viewBox="0 0 24 24" fill="none" stroke="currentColor" ' +
  'stroke-width="2" stroke-linecap="round" stroke-linejoin="round"><circle cx="12" cy="12" r="8"/><path d="M9 12h6"/></svg>\n';
