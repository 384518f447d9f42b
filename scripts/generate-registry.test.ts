import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { generateRegistry } from './generate-registry.mjs';

let root: string;

beforeEach(() => {
  root = mkdtempSync(path.join(os.tmpdir(), 'heddle-registry-'));
});
afterEach(() => rmSync(root, { recursive: true }));

function addNode(name: string, files: Record<string, string>) {
  mkdirSync(path.join(root, 'nodes', name), { recursive: true });
  for (const [file, text] of Object.entries(files)) writeFileSync(path.join(root, 'nodes', name, file), text);
}

function generated(file: 'definitions' | 'registry' | 'jobs'): string {
  return readFileSync(path.join(root, `nodes/${file}.generated.ts`), 'utf8');
}

describe('generateRegistry', () => {
  it('names every folder with a definition, in the order of their names', () => {
    addNode('wait', { 'definition.ts': '' });
    addNode('edit-fields', { 'definition.ts': '', 'executor.ts': '' });
    addNode('empty', {});
    expect(generateRegistry(root)).toBe(2);
    const imports = [...generated('definitions').matchAll(/import \{ definition as (\w+) \} from '(.+)'/g)];
    expect(imports.map(([, name, from]) => [name, from])).toEqual([
      ['editFieldsDefinition', './edit-fields/definition'],
      ['waitDefinition', './wait/definition'],
    ]);
  });

  it('keeps executors out of what the browser may import', () => {
    addNode('code', { 'definition.ts': '', 'executor.ts': '' });
    generateRegistry(root);
    expect(generated('definitions')).not.toContain('executor');
    expect(generated('registry')).toContain("import { executor as codeExecutor } from './code/executor';");
    expect(generated('registry')).toContain(
      '[`${codeDefinition.type}@${codeDefinition.version}`]: codeExecutor',
    );
  });

  it('carries icons, help and upgrades as they are', () => {
    const help = 'Text with `ticks`, "quotes" and ${braces}.';
    addNode('if', { 'definition.ts': '', 'icon.svg': '<svg/>\n', 'README.md': help, 'upgrades.ts': '' });
    generateRegistry(root);
    expect(generated('definitions')).toContain('[ifDefinition.type]: "<svg/>"');
    expect(generated('definitions')).toContain(`[ifDefinition.type]: ${JSON.stringify(help)}`);
    expect(generated('definitions')).toContain('[ifDefinition.type]: ifUpgrades');
  });

  it('lists the jobs of threads, loaded when they are asked for', () => {
    addNode('html-table', { 'definition.ts': '', 'job.ts': '' });
    addNode('if', { 'definition.ts': '' });
    generateRegistry(root);
    expect(generated('jobs')).toContain('"html-table": () => import(\'./html-table/job\'),');
    expect(generated('jobs')).not.toContain('./if/');
    expect(generated('registry')).not.toContain('/job');
  });

  it('touches nothing when nothing changed', () => {
    addNode('if', { 'definition.ts': '' });
    generateRegistry(root);
    const file = path.join(root, 'nodes/definitions.generated.ts');
    utimesSync(file, 1, 1);
    generateRegistry(root);
    expect(statSync(file).mtimeMs).toBe(1000);
  });
});
