/** `heddle validate FILE` and `heddle test FILE` as people's own CI calls them: files, a real product, an exit code. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest';
import { listWorkflows } from '@/services/workflows/list-workflows';
import { createTestProduct, type TestProduct } from '@/testing/product/test-product';
import { main } from './main';

const KEY = `k1:${Buffer.from(Array.from({ length: 32 }, (_, index) => index * 7)).toString('base64')}`;

let product: TestProduct;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'heddle-examples-'));
  product = await createTestProduct();
  // Read when the first command asks for them.
  vi.stubEnv('DATABASE_URL', product.database.url);
  vi.stubEnv('HEDDLE_ENCRYPTION_KEYS', KEY);
  vi.stubEnv('HEDDLE_DATA', folder);
  await product.startWorker();
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await product.close();
  await rm(folder, { recursive: true, force: true });
});
afterEach(() => {
  vi.restoreAllMocks();
  process.exitCode = undefined;
});

/** What the command says, and what it ends with. */
async function call(...args: string[]): Promise<{ said: string; code: number }> {
  const lines: string[] = [];
  const hear = (...words: unknown[]) => void lines.push(words.join(' '));
  for (const stream of ['log', 'error', 'warn'] as const) vi.spyOn(console, stream).mockImplementation(hear);
  // What is thrown is printed, and the process ends with 1.
  await main([...args], folder).catch((error: unknown) => {
    lines.push(String(error));
    process.exitCode = 1;
  });
  return { said: lines.join('\n'), code: Number(process.exitCode ?? 0) };
}

const greet = (greeting: string, type = 'edit-fields') => `
format: heddle.workflow/1
name: Greet
nodes:
  - { id: start, type: manual-trigger, name: Start, position: { x: 0, y: 0 } }
  - id: greet
    type: ${type}
    name: Greeting
    position: { x: 200, y: 0 }
    parameters:
      assignments:
        - { name: text, type: string, value: '${greeting} {{ $json.name }}' }
edges:
  - { id: e1, source: start, target: greet }
examples:
  - name: says the name
    input: [{ json: { name: Ada } }]
    expect:
      output: [{ name: Ada, text: Hello Ada }]
  - name: what left a node
    input: [{ json: { name: Tim } }]
    expect:
      nodes: { greet: { main: [{ name: Tim, text: Hello Tim }] } }
`;

async function file(name: string, text: string): Promise<string> {
  await writeFile(path.join(folder, name), text);
  return name;
}

it('test: runs every example on the workers, and leaves no workflow behind', async () => {
  const { said, code } = await call('test', await file('greet.yaml', greet('Hello')));
  expect(said).toContain('pass  Greet › says the name');
  expect(said).toContain('2 passed, 0 failed');
  expect(code).toBe(0);
  const { items } = await listWorkflows(product.deps, product.tenant.scope, {});
  expect(items).toEqual([]);
});

it('test: says what was expected and what was found, and ends with 1', async () => {
  const { said, code } = await call('test', await file('wrong.yaml', greet('Goodbye')));
  expect(said).toContain('FAIL  Greet › says the name');
  expect(said).toContain('"text":"Hello Ada"');
  expect(said).toContain('"text":"Goodbye Ada"');
  expect(said).toContain('0 passed, 2 failed');
  expect(code).toBe(1);
});

it('test: several files at once, one of them wrong', async () => {
  const names = [await file('a.yaml', greet('Hello')), await file('b.yaml', greet('Hi'))];
  const { said, code } = await call('test', ...names);
  expect(said).toContain('2 passed, 2 failed');
  expect(code).toBe(1);
});

it('validate: a file that can be published, and one that cannot', async () => {
  const good = await call('validate', await file('good.yaml', greet('Hello')));
  expect([good.said, good.code]).toEqual([expect.stringContaining('can be published.'), 0]);
  const bad = await call('validate', await file('bad.yaml', greet('Hello', 'no-such-type')));
  expect(bad.said).toContain('no-such-type');
  expect(bad.code).toBe(1);
});

it('both: a file that is no workflow, or is not there', async () => {
  const broken = await file('broken.yaml', 'format: heddle.workflow/1\nnodez: []\n');
  for (const command of ['test', 'validate']) {
    expect((await call(command, broken)).code).toBe(1);
    expect((await call(command, 'gone.yaml')).code).toBe(1);
  }
});
