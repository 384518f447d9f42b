/** Walks the whole catalog: what every node type owes to those who draw, check, document and run it. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { compileParameters } from '@/core/expression/resolve-parameters';
import { createEnv } from '@/core/expression/scope';
import type { Item, JsonObject } from '@/core/items/item';
import { STANDARD_LIMITS } from '@/core/limits/limits';
import { checkParameters } from '@/core/node-kit/check-parameters';
import type { NodeDefinition, NodeExample } from '@/core/node-kit/definition';
import type { AnyExecutor, ItemOutput, OutputItem, Sandbox, StepContext } from '@/core/node-kit/executor';
import type { Field } from '@/core/node-kit/field';
import { outputPorts } from '@/core/node-kit/ports';
import { runHere } from '@/testing/nodes/fake-context';
import { createStepMemory } from '@/worker/steps/step-memory';
import { fakeFiles } from '@/testing/nodes/fake-files';
import { buildSandboxChild } from '@/worker/sandbox/build-child';
import { createSandboxPool, type SandboxPool } from '@/worker/sandbox/sandbox-pool';

const nodesDir = fileURLToPath(new URL('.', import.meta.url));
const folders = readdirSync(nodesDir, { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && entry.name !== '_shared')
  .map((entry) => entry.name);

const SETTINGS = { onError: 'stop', disabled: false, alwaysOutput: false, executeOnce: false } as const;

async function load(folder: string): Promise<{ definition: NodeDefinition; executor: AnyExecutor }> {
  const [one, two] = await Promise.all([
    import(`./${folder}/definition.ts`) as Promise<{ definition: NodeDefinition }>,
    import(`./${folder}/executor.ts`) as Promise<{ executor: AnyExecutor }>,
  ]);
  return { definition: one.definition, executor: two.executor };
}

let pool: SandboxPool;
let sandbox: Sandbox;
beforeAll(async () => {
  pool = createSandboxPool({ childPath: await buildSandboxChild(), size: 1 });
  sandbox = pool.sandboxFor('contract');
});
afterAll(() => pool.close());

function readText(folder: string, file: string): string {
  const place = path.join(nodesDir, folder, file);
  return existsSync(place) ? readFileSync(place, 'utf8').trim() : '';
}

function allFields(fields: readonly Field[]): Field[] {
  return fields.flatMap((field) => (field.kind === 'list' ? [field, ...allFields(field.item)] : [field]));
}

function expectUnique(names: readonly string[]): void {
  expect(new Set(names).size, `names are unique: ${names.join(', ')}`).toBe(names.length);
}

function expectFieldsInOrder(fields: readonly Field[]): void {
  expectUnique(fields.map((field) => field.name));
  for (const field of fields) {
    expect(field.label.length, field.name).toBeGreaterThan(0);
    if (field.showWhen) {
      const decider = fields.find((other) => other.name === field.showWhen?.field);
      expect(decider, `${field.name} depends on a field of its own level`).toBeDefined();
      const options: readonly unknown[] =
        decider && 'options' in decider ? decider.options.map((option) => option.value) : field.showWhen.in;
      for (const value of field.showWhen.in) expect(options).toContain(value);
    }
    if ('options' in field) expectUnique(field.options.map((option) => option.value));
    if (field.kind === 'text' && field.pattern) {
      expect(field.pattern.source).toMatch(/^\^.*\$$/);
      expect(field.pattern.message).not.toBe('');
    }
    if (field.kind === 'list') expectFieldsInOrder(field.item);
  }
}

/** Runs an example as a step would: parameters resolved for each item, output put together by port. */
async function runExample(
  { definition, executor }: { definition: NodeDefinition; executor: AnyExecutor },
  example: NodeExample,
): Promise<Record<string, JsonObject[]>> {
  const inputs = Object.fromEntries(
    Object.entries(example.input ?? {}).map(([port, rows]) => [port, rows.map((json): Item => ({ json }))]),
  );
  const compiled = compileParameters(definition.fields, example.parameters);
  const items = inputs[definition.inputs[0]?.name ?? 'main'] ?? [];
  const parametersFor = (index: number): Record<string, unknown> => {
    const item = items[index];
    const resolved = compiled.resolve(
      createEnv({ itemIndex: index, inputItems: () => items, ...(item ? { item } : {}) }),
    );
    if (!resolved.ok) throw new Error(JSON.stringify(resolved.errors));
    return resolved.value;
  };
  const pushed: Record<string, OutputItem[]> = {};
  const ctx: StepContext = {
    http: { request: () => Promise.reject(new Error('an example with a stated output calls nobody')) },
    sandbox,
    credential: () => Promise.reject(new Error('an example needs no credential')),
    files: fakeFiles(),
    memory: createStepMemory({
      store: undefined,
      place: { tenantId: 't', workflowId: 'w' },
      earlier: () => [],
    }),
    offload: runHere,
    timezone: 'UTC',
    randomBytes: (length) => new Uint8Array(length),
    effect: (_effect, fn) => fn('key'),
    output: (port) => ({
      push: (more) => Promise.resolve(void (pushed[port] ??= []).push(...more)),
    }),
    abort: new AbortController().signal,
    limits: STANDARD_LIMITS,
    sleep: () => Promise.resolve(),
    now: 0,
    random: () => 0.5,
    log: () => undefined,
  };
  if (!('executeItem' in executor)) {
    const input = {
      items: (port = 'main') => inputs[port] ?? [],
      async *port(port = 'main') {
        yield await Promise.resolve(inputs[port] ?? []);
      },
      count: (port = 'main') => inputs[port]?.length ?? 0,
      paged: false,
      parameters: parametersFor(0),
      parametersFor,
      scope: (index: number) =>
        createEnv({
          itemIndex: index,
          inputItems: () => items,
          ...(items[index] ? { item: items[index] } : {}),
        }),
    };
    const result = await ('execute' in executor
      ? executor.execute(input as never, ctx)
      : executor.executePages(input as never, ctx));
    // What a loop hands out leaves by `item`, batch after batch.
    if (result.kind === 'iterate') return jsonOf({ item: [...result.batches.flat()] });
    return result.kind === 'done' ? jsonOf({ ...pushed, ...result.outputs }) : {};
  }
  const outputs: Record<string, OutputItem[]> = {};
  const first =
    outputPorts(definition, { parameters: example.parameters, settings: SETTINGS })[0]?.name ?? 'main';
  for (const [index, item] of items.entries()) {
    const output = await executor.executeItem(
      { item, index, parameters: parametersFor(index) } as never,
      ctx,
    );
    for (const [port, made] of Object.entries(byPort(output, first))) (outputs[port] ??= []).push(...made);
  }
  return jsonOf(outputs);
}

function byPort(output: ItemOutput, first: string): Record<string, OutputItem[]> {
  if (Array.isArray(output)) return { [first]: output };
  return 'ports' in output ? output.ports : { [first]: [output] };
}

function jsonOf(outputs: Record<string, OutputItem[]>): Record<string, JsonObject[]> {
  return Object.fromEntries(
    Object.entries(outputs).map(([port, items]) => [port, items.map((item) => item.json)]),
  );
}

it('finds the node types', () => {
  expect(folders).toEqual(expect.arrayContaining(['manual-trigger', 'webhook', 'http-request', 'code']));
});

describe.each(folders)('%s', (folder) => {
  it('is data that survives JSON, under its own name', async () => {
    const { definition } = await load(folder);
    expect(JSON.parse(JSON.stringify(definition))).toEqual(definition);
    expect(definition.type).toBe(folder);
    expect(folder).toMatch(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/);
    expect(Number.isInteger(definition.version) && definition.version >= 1).toBe(true);
    if (definition.version > 1) expect(readText(folder, 'upgrades.ts')).not.toBe('');
  });

  it('can be found and understood', async () => {
    const { definition } = await load(folder);
    expect(definition.name).not.toBe('');
    expect(definition.summary).toMatch(/\.$/);
    expect(definition.summary.length).toBeLessThan(90);
    expect(definition.synonyms.length).toBeGreaterThan(0);
    expectUnique(definition.synonyms);
    expect(readText(folder, 'README.md').length).toBeGreaterThan(80);
    for (const type of definition.usuallyNext ?? []) expect(folders).toContain(type);
  });

  it('has an icon that takes the colour of its place and brings nothing along', () => {
    const icon = readText(folder, 'icon.svg');
    expect(icon).toMatch(/^<svg [^>]*viewBox="0 0 24 24"[^>]*stroke="currentColor"/);
    expect(icon).not.toMatch(/<script|<style|<image|<use|href|on[a-z]+=|#[0-9a-f]{3}/i);
    expect(icon.length).toBeLessThan(1500);
  });

  it('has ports and fields that can be told apart', async () => {
    const { definition } = await load(folder);
    const outputs = 'byField' in definition.outputs ? definition.outputs.then : definition.outputs;
    expectUnique(definition.inputs.map((port) => port.name));
    expectUnique(outputs.map((port) => port.name));
    expect(outputs.map((port) => port.name)).not.toContain('error');
    expect(definition.trigger === undefined).toBe(definition.inputs.length > 0);
    expectFieldsInOrder(definition.fields);
    for (const port of Object.keys(definition.outputExample ?? {})) {
      expect(outputs.map((known) => known.name)).toContain(port);
    }
    for (const field of allFields(definition.fields)) {
      if (field.kind === 'text' && field.secret) expect(field.expression, field.name).toBe('never');
    }
  });

  it('has defaults that are valid, so that only what is required must be filled in', async () => {
    const { definition } = await load(folder);
    const { issues } = checkParameters(definition, {}, { expressions: true, required: false });
    expect(issues).toEqual([]);
  });

  it('names its effect by a real field and real values', async () => {
    const { definition } = await load(folder);
    const { effect } = definition;
    if (typeof effect === 'string') return;
    const field = definition.fields.find((candidate) => candidate.name === effect.byField);
    expect(field).toBeDefined();
    const options = field && 'options' in field ? field.options.map((option) => option.value) : [];
    for (const value of effect.read) expect(options).toContain(value);
  });

  it('has an executor of the kind its mode says', async () => {
    const { definition, executor } = await load(folder);
    const kinds = definition.mode === 'item' ? ['executeItem'] : ['execute', 'executePages'];
    expect(Object.keys(executor)).toEqual([expect.toSatisfy((name) => kinds.includes(String(name)))]);
    expect(readText(folder, 'executor.test.ts'), 'executor.test.ts').not.toBe('');
  });

  it('has examples that are valid and give what they state', async () => {
    const node = await load(folder);
    expect(node.definition.examples.length).toBeGreaterThan(0);
    expectUnique(node.definition.examples.map((example) => example.title));
    for (const example of node.definition.examples) {
      const { issues } = checkParameters(node.definition, example.parameters, {
        expressions: true,
        required: true,
      });
      expect(issues, example.title).toEqual([]);
      if (example.output) expect(await runExample(node, example), example.title).toEqual(example.output);
    }
  });
});
