import { describe, expect, it } from 'vitest';
import { definitions } from '@/nodes/definitions.generated';
import { checkParameters } from './check-parameters';
import { defineNode, type NodeDefinition } from './definition';
import { effectOf } from './effect-of';
import { defaultParameters, newNode, uniqueName } from './new-node';
import { nodeTypeDocument } from './node-type-document';
import { parametersJsonSchema, parametersSchema } from './parameters-schema';
import { outputPorts } from './ports';
import { secretPaths, secretValues } from './secret-paths';

const sample = defineNode({
  ...{ type: 'sample', version: 1, name: 'Sample', summary: '', family: 'data', synonyms: [], examples: [] },
  ...{
    inputs: [{ name: 'main', label: 'In' }],
    effect: { byField: 'method', read: ['GET'], otherwise: 'write' },
    mode: 'item',
  },
  outputs: { byField: 'rules', key: 'port', then: [{ name: 'else', label: 'Else' }] },
  fields: [
    { kind: 'text', name: 'title', label: 'Title', required: true, maxLength: 5 },
    { kind: 'text', name: 'path', label: 'Path', pattern: { source: '^[a-z]+$', message: 'Letters only.' } },
    { kind: 'number', name: 'count', label: 'Count', default: 3, min: 1, max: 9, integer: true },
    { kind: 'boolean', name: 'on', label: 'On', expression: 'never' },
    {
      kind: 'select',
      name: 'method',
      label: 'Method',
      options: [
        { value: 'GET', label: '' },
        { value: 'POST', label: '' },
      ],
      default: 'GET',
    },
    { kind: 'key-value', name: 'headers', label: 'Headers' },
    {
      ...{ kind: 'list', name: 'rules', label: 'Rules', itemLabel: 'Rule', max: 2 },
      item: [
        { kind: 'text', name: 'port', label: 'Port', required: true },
        { kind: 'text', name: 'key', label: 'Key', secret: true },
      ],
    },
  ],
});

const issues = (parameters: unknown, expressions = true, required = true) =>
  checkParameters(sample, parameters, { expressions, required }).issues.map(
    (i) => `${i.code} ${i.path.join('.')}`,
  );

describe('checkParameters', () => {
  it('finds every fault with its place', () => {
    expect(
      issues({
        title: 'too long',
        path: 'A1',
        count: 12,
        on: '{{ true }}',
        method: 'PUT',
        rules: [{ port: '' }, 4, {}],
        odd: 1,
      }),
    ).toEqual([
      'parameter.unknown odd',
      'parameter.range title',
      'parameter.pattern path',
      'parameter.range count',
      'parameter.type on',
      'parameter.option method',
      'parameter.range rules',
      'parameter.required rules.0.port',
      'parameter.type rules.1',
      'parameter.required rules.2.port',
    ]);
    expect(issues(null)).toEqual(['parameter.type ']);
  });

  it('takes expressions where they are allowed, and not once they are resolved', () => {
    expect(
      issues({ title: '{{ $json.title }} and more', count: '{{ 1 }}', method: '{{ $json.m }}' }),
    ).toEqual([]);
    expect(issues({ title: 'a', count: '{{ 1 }}' }, false)).toEqual(['parameter.type count']);
    expect(issues({ title: '\\{{ xyz', count: 1 })).toEqual(['parameter.range title']);
  });

  it('gives the values as an executor takes them', () => {
    const { value } = checkParameters(
      sample,
      { title: 12, count: '7', on: 'true', headers: { a: 'b' } },
      { expressions: false, required: true },
    );
    expect(value).toEqual({
      title: '12',
      count: 7,
      on: true,
      method: 'GET',
      headers: [{ name: 'a', value: 'b' }],
    });
  });

  it('reads own keys only', () => {
    expect(issues(Object.create({ title: 'x' }))).toEqual(['parameter.required title']);
  });
});

describe('parametersSchema', () => {
  it('lets a draft be incomplete and a resolved one not', () => {
    expect(parametersSchema(sample, 'draft').safeParse({ count: '{{ 1 }}' }).success).toBe(true);
    expect(parametersSchema(sample, 'resolved').safeParse({}).error?.issues[0]).toMatchObject({
      path: ['title'],
      params: { code: 'parameter.required' },
    });
    expect(parametersSchema(sample, 'resolved').parse({ title: 'a' })).toMatchObject({
      count: 3,
      method: 'GET',
    });
  });

  it('is told as JSON Schema', () => {
    expect(parametersJsonSchema(sample)).toMatchObject({
      required: ['title'],
      additionalProperties: false,
      properties: { count: { type: 'integer', minimum: 1, maximum: 9, default: 3 }, rules: { maxItems: 2 } },
    });
  });
});

describe('what follows from a definition', () => {
  it('names secrets by path and value', () => {
    expect(secretPaths(sample)).toEqual(['rules.*.key']);
    expect(
      secretValues(sample, { rules: [{ port: 'a', key: 's3cret' }, { port: 'b', key: '' }, 5] }),
    ).toEqual(['s3cret']);
  });

  it('knows a read from a write, and takes the unknown for a write', () => {
    expect(effectOf(sample, {})).toBe('read');
    expect(effectOf(sample, { method: 'POST' })).toBe('write');
    expect(effectOf(sample, { method: '{{ $json.m }}' })).toBe('write');
  });

  it('names ports by a list, each once, before the fixed ones', () => {
    const node = newNode(sample, { x: 0, y: 0 }, { id: 'n', takenNames: [] });
    const ports = outputPorts(sample, {
      ...node,
      parameters: { rules: [{ port: 'a' }, { port: 'a' }, { port: '' }, 1] },
    });
    expect(ports.map((port) => port.name)).toEqual(['a', 'else']);
  });

  it('makes nodes with names of their own', () => {
    const node = newNode(sample, { x: 1, y: 2 }, { id: 'n', takenNames: ['Sample', 'Sample 2'] });
    expect(node).toMatchObject({
      id: 'n',
      name: 'Sample 3',
      parameters: { count: 3, method: 'GET' },
      position: { x: 1, y: 2 },
    });
    expect(uniqueName('If 2', new Set(['If', 'If 2']))).toBe('If 3');
  });

  it('gives fresh defaults each time', () => {
    const definition: Pick<NodeDefinition, 'fields'> = {
      fields: [{ kind: 'json', name: 'a', label: 'A', default: { list: [1] } }],
    };
    const [one, two] = [defaultParameters(definition), defaultParameters(definition)];
    expect(one).toEqual(two);
    expect(one.a).not.toBe(two.a);
  });
});

describe.each(definitions.map((definition) => [definition.type, definition] as const))(
  '%s',
  (_type, definition) => {
    it('has examples that its own checks accept', () => {
      for (const example of definition.examples) {
        const { issues: found } = checkParameters(definition, example.parameters, {
          expressions: true,
          required: true,
        });
        expect(found, example.title).toEqual([]);
      }
    });

    it('can be documented', () => {
      const document = nodeTypeDocument(definition);
      expect(JSON.parse(JSON.stringify(document))).toEqual(document);
      expect(document.fields.filter((field) => !field.path.includes('*'))).toHaveLength(
        definition.fields.length,
      );
    });
  },
);
