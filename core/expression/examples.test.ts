import { describe, expect, it } from 'vitest';
import { evaluateTemplate } from './evaluate';
import { EXAMPLE_ENV } from './example-env';
import { SCOPE_NAMES } from './names';
import type { Example } from './table';
import { KIND_TABLES } from './tables/kinds';
import { compileTemplate } from './template';

interface Shown {
  path: string;
  refused: boolean;
  signature: string;
  doc: string;
  example: Example | undefined;
}

const members = Object.entries(KIND_TABLES).flatMap(([kind, table]) => [
  ...[...table.functions.values()].map((entry) => ({ ...entry, path: `${kind}.${entry.name}` })),
  ...[...table.properties.values()].map((entry) => ({
    ...entry,
    signature: entry.type,
    path: `${kind}.${entry.name}`,
  })),
]);
const statics = [...SCOPE_NAMES.values()].flatMap((name) => [
  { ...name, path: name.name },
  ...[...(name.members?.values() ?? [])].map((entry) => ({ ...entry, path: `${name.name}.${entry.name}` })),
  ...[...(name.constants?.values() ?? [])].map((entry) => ({
    ...entry,
    signature: entry.type,
    path: `${name.name}.${entry.name}`,
  })),
]);
const ALL: Shown[] = [...members, ...statics].map(({ path, signature, doc, example }) => ({
  path,
  signature,
  doc,
  example,
  refused: /^Not (?:available|supported)\b/.test(doc),
}));

function evaluate(source: string): unknown {
  const compiled = compileTemplate(`{{ ${source} }}`);
  if (!compiled.ok) throw new Error(compiled.problem.message);
  const result = evaluateTemplate(compiled.template, EXAMPLE_ENV);
  if (!result.ok) throw new Error(result.error.message);
  return result.value;
}

describe('help', () => {
  it('has a signature, a line and an example for everything there is', () => {
    const bare = ALL.filter((one) => !one.refused && (!one.signature || !one.doc || !one.example));
    expect(bare.map((one) => one.path)).toEqual([]);
    expect(ALL.filter((one) => !one.refused).length).toBeGreaterThan(450);
  });

  it.each(ALL.flatMap(({ path, example }) => (example ? [[path, example.source, example.result]] : [])))(
    '%s: %s gives %s',
    (...[, source = '', result = '']) => {
      expect(evaluate(source)).toEqual(evaluate(result));
    },
  );

  it('shows each thing in its own example', () => {
    const strays = ALL.filter(({ path, example }) => {
      const name = path.slice(path.lastIndexOf('.') + 1);
      return example && !example.source.includes(name);
    });
    expect(strays.map((one) => one.path)).toEqual([]);
  });
});
