import { describe, expect, it } from 'vitest';
import { messages as english } from '@/messages/en';
import { definitions, help, icons } from '@/nodes/definitions.generated';
import type { NodeDefinition } from '@/core/node-kit/definition';
import { localiseNodeTypes, unknownNodeTexts } from './node-texts';

const definition = {
  ...{
    type: 'x',
    version: 1,
    name: 'Ask',
    summary: 'Asks.',
    family: 'data',
    synonyms: ['query'],
    examples: [],
  },
  ...{ effect: 'pure', mode: 'list', inputs: [{ name: 'main', label: 'In' }] },
  outputs: { byField: 'rules', key: 'name', then: [{ name: 'else', label: 'Else' }] },
  fields: [
    {
      kind: 'select',
      name: 'how',
      label: 'How',
      help: 'Which way.',
      options: [{ value: 'a.b', label: 'Fast' }],
    },
    {
      ...{ kind: 'list', name: 'rules', label: 'Rules', itemLabel: 'Rule' },
      item: [{ kind: 'text', name: 'name', label: 'Name', pattern: { source: '^x$', message: 'An x.' } }],
    },
  ],
} as const satisfies NodeDefinition;
const types = { definitions: [definition], icons: {}, help: { x: 'Page.' } };

describe('texts of node types', () => {
  it('stay as the definition says where the catalogue says nothing', () => {
    expect(localiseNodeTypes(types, english)).toBe(types);
    expect(localiseNodeTypes(types, { nodes: { y: { name: 'Z' } } })).toEqual(types);
  });

  it('are taken from the catalogue, one by one', () => {
    const nodes = {
      x: {
        ...{ name: 'Fragen', synonyms: 'bitten, wollen', help: 'Seite.', outputs: { else: 'Sonst' } },
        fields: {
          how: { options: { a_b: 'Schnell' } },
          rules: { itemLabel: 'Regel', item: { name: { label: 'Name!', pattern: 'Ein x.' } } },
        },
      },
    };
    const shown = localiseNodeTypes(types, { nodes });
    expect(shown.help).toEqual({ x: 'Seite.' });
    expect(shown.definitions[0]).toEqual({
      ...definition,
      ...{ name: 'Fragen', synonyms: ['bitten', 'wollen'] },
      outputs: { byField: 'rules', key: 'name', then: [{ name: 'else', label: 'Sonst' }] },
      fields: [
        { ...definition.fields[0], options: [{ value: 'a.b', label: 'Schnell' }] },
        {
          ...{ ...definition.fields[1], itemLabel: 'Regel' },
          item: [
            {
              ...definition.fields[1].item[0],
              label: 'Name!',
              pattern: { source: '^x$', message: 'Ein x.' },
            },
          ],
        },
      ],
    });
    expect(unknownNodeTexts(types, { nodes })).toEqual([]);
  });

  it('reach every text of the real node types', () => {
    const catalogue = { definitions: [...definitions], icons, help };
    const nodes = Object.fromEntries(
      definitions.map(({ type, fields }) => [
        type,
        { name: `«${type}»`, fields: Object.fromEntries(fields.map(({ name }) => [name, { label: '«»' }])) },
      ]),
    );
    const shown = localiseNodeTypes(catalogue, { nodes });
    expect(shown.definitions.map(({ name }) => name)).toEqual(definitions.map(({ type }) => `«${type}»`));
    expect(shown.definitions.flatMap(({ fields }) => fields).every(({ label }) => label === '«»')).toBe(true);
    expect(unknownNodeTexts(catalogue, { nodes })).toEqual([]);
  });

  it('that name no node type, field or option are found', () => {
    const nodes = {
      gone: { name: 'G' },
      x: { fields: { how: { label: 'Wie', options: { c: 'C' } }, no: { label: 'N' } } },
    };
    expect(unknownNodeTexts(types, { nodes })).toEqual([
      'gone.name',
      'x.fields.how.options.c',
      'x.fields.no.label',
    ]);
    expect(unknownNodeTexts({ definitions: [...definitions], icons, help }, english)).toEqual([]);
  });
});
