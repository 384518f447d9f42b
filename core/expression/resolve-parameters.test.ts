import { describe, expect, it } from 'vitest';
import type { Field } from '@/core/node-kit/field';
import { completeExpression, describeFunctions } from './completion';
import { explainEmpty } from './explain-empty';
import { collectNodeReferences, renameNodeReferences, renameNodeReferencesIn } from './references';
import { compileParameters, resolveParameters } from './resolve-parameters';
import { createEnv } from './scope';
import { compileTemplate } from './template';

const fields: readonly Field[] = [
  { kind: 'text', name: 'url', label: 'URL', required: true },
  { kind: 'number', name: 'timeoutMs', label: 'Time limit', default: 1000, min: 1 },
  {
    kind: 'select',
    name: 'method',
    label: 'Method',
    options: [
      { value: 'GET', label: 'GET' },
      { value: 'POST', label: 'POST' },
    ],
    default: 'GET',
  },
  { kind: 'json', name: 'body', label: 'Body', showWhen: { field: 'method', in: ['POST'] } },
  { kind: 'code', name: 'source', label: 'Code', language: 'javascript', expression: 'never' },
  {
    kind: 'list',
    name: 'rows',
    label: 'Rows',
    itemLabel: 'Row',
    item: [{ kind: 'text', name: 'name', label: 'Name', required: true }],
  },
];
const env = createEnv({ item: { json: { host: 'a.b', n: '12', empty: null, o: { x: 1 } } } });
const resolve = (parameters: Parameters<typeof compileParameters>[1]) =>
  resolveParameters(compileParameters(fields, parameters), env);

describe('parameters', () => {
  it('evaluates, converts and fills in defaults', () => {
    expect(
      resolve({
        url: 'https://{{ $json.host }}',
        timeoutMs: ' {{ $json.n }} ',
        method: 'POST',
        body: { a: ['{{ $json.o }}'], b: 1 },
        source: '{{ x }}',
        rows: [{ name: '{{ 1 }}' }],
      }),
    ).toEqual({
      ok: true,
      value: {
        url: 'https://a.b',
        timeoutMs: 12,
        method: 'POST',
        body: { a: [{ x: 1 }], b: 1 },
        source: '{{ x }}',
        rows: [{ name: '1' }],
      },
    });
  });

  it('leaves out what is not shown, and shares literals frozen', () => {
    const compiled = compileParameters(fields, { url: 'x', body: { a: 1 } });
    expect(compiled.dynamic).toBe(false);
    const first = resolveParameters(compiled, env);
    expect(first).toEqual({ ok: true, value: { url: 'x', timeoutMs: 1000, method: 'GET' } });
    expect(resolveParameters(compiled, env)).toBe(first);
    expect(Object.isFrozen(first.ok && first.value)).toBe(true);
  });

  it('names every wrong value by its path', () => {
    const result = resolve({
      url: '{{ $json.empty }}',
      timeoutMs: 'soon',
      method: 'PUT',
      rows: [{ name: '{{ $json.x.trim() }}' }],
    });
    expect(result).toMatchObject({
      ok: false,
      errors: [
        { path: 'url', error: { code: 'parameter.required' } },
        { path: 'timeoutMs', error: { code: 'parameter.type' } },
        { path: 'method', error: { code: 'parameter.option' } },
        { path: 'rows.0.name', error: { code: 'expression.type' } },
      ],
    });
    expect(resolve({ url: '{{ nope }}' })).toMatchObject({
      ok: false,
      errors: [{ path: 'url', error: { code: 'expression.unknown-name' } }],
    });
  });
});

describe('node references', () => {
  it('are found and renamed by position', () => {
    const text = `$('A') {{ $('A').first().json.x + $node["A"].json.y + $node.A.json.z + "A" + $('AB').all() }}`;
    expect(collectNodeReferences({ a: [text], b: 1 })).toEqual(['A', 'AB']);
    expect(renameNodeReferences(text, 'A', `It's "B"`)).toBe(
      `$('A') {{ $('It\\'s "B"').first().json.x + $node["It's \\"B\\""].json.y + $node["It's \\"B\\""].json.z + "A" + $('AB').all() }}`,
    );
    // What is refused names nodes all the same.
    expect(renameNodeReferences("{{ $('A').params.x + $env.B }}", 'A', 'B')).toBe(
      "{{ $('B').params.x + $env.B }}",
    );
    expect(renameNodeReferences('{{ $item(0).$node["A"].json.x }}', 'A', 'B')).toBe(
      '{{ $item(0).$node["B"].json.x }}',
    );
    const parameters = { a: text, b: { c: 1 } };
    expect(renameNodeReferencesIn(parameters, 'Z', 'Y')).toBe(parameters);
  });
});

describe('help', () => {
  it('completes names, data, methods and nodes', () => {
    const labels = (text: string) =>
      completeExpression(text, createEnv({ ...env, nodeNames: () => ['Orders'] })).suggestions.map(
        (s) => s.label,
      );
    expect(labels('{{ $js')).toEqual(['$json']);
    expect(labels('{{ $json.')).toContain('host');
    expect(labels('{{ 1 + $json.host.toUp')).toEqual(['toUpperCase']);
    expect(labels("{{ $('Or")).toEqual(['Orders']);
    expect(labels('{{ Math.flo')).toEqual(['floor']);
    expect(labels('no {{ $json }} ')).toEqual([]);
  });

  it('every entry has a signature and a line of help', () => {
    for (const entries of Object.values(describeFunctions())) {
      for (const entry of entries)
        expect([entry.label, entry.signature, entry.doc].every(Boolean)).toBe(true);
    }
  });

  it('says why a value is empty', () => {
    const why = (text: string, within = env) => {
      const compiled = compileTemplate(text);
      return compiled.ok ? explainEmpty(compiled.template, within) : undefined;
    };
    expect(why('{{ $json.host }}')).toBeUndefined();
    expect(why('{{ $json.o.y.z }}')).toMatchObject({
      code: 'path-missing',
      params: { segment: 'y', parent: '$json.o' },
    });
    expect(why('{{ $json.empty }}')).toMatchObject({ code: 'value-null' });
    expect(why('{{ $json.a }}', createEnv())).toMatchObject({ code: 'no-items' });
    expect(why("{{ $('X').first() }}")).toMatchObject({ code: 'node-missing' });
  });
});
