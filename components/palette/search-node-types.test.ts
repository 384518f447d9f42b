import { describe, expect, it } from 'vitest';
import type { NodeDefinition } from '@/core/node-kit/definition';
import { paletteGroups, searchNodeTypes } from './search-node-types';
import { EMPTY_MEMORY } from './palette-memory';

const type = (name: string, more: Partial<NodeDefinition> = {}): NodeDefinition => ({
  type: name.toLowerCase().replace(/ /g, '-'),
  version: 1,
  name,
  summary: '',
  family: 'flow',
  synonyms: [],
  inputs: [],
  outputs: [],
  fields: [],
  effect: 'pure',
  mode: 'item',
  examples: [],
  ...more,
});
const webhook = type('Webhook', {
  family: 'trigger',
  trigger: 'webhook',
  synonyms: ['http', 'endpoint'],
  usuallyNext: ['if'],
});
const http = type('HTTP request', { family: 'network', synonyms: ['fetch', 'call an api'] });
const condition = type('If', { synonyms: ['condition', 'branch'] });
const all = [webhook, http, condition];
const names = (list: readonly NodeDefinition[]) => list.map((definition) => definition.name);

describe('the palette', () => {
  it('finds by name before synonym, and by the words people use', () => {
    expect(names(searchNodeTypes(all, 'http'))).toEqual(['HTTP request', 'Webhook']);
    expect(names(searchNodeTypes(all, 'Condit'))).toEqual(['If']);
    expect(names(searchNodeTypes(all, 'api call'))).toEqual(['HTTP request']);
    expect(searchNodeTypes(all, 'http nothing')).toEqual([]);
  });

  it('shows what usually follows first, and no trigger where a node must follow', () => {
    const groups = paletteGroups({
      definitions: all,
      query: '',
      after: webhook,
      withTriggers: false,
      memory: EMPTY_MEMORY,
    });
    expect(groups.map((group) => [group.key, names(group.entries)])).toEqual([
      ['usually-next', ['If']],
      ['network', ['HTTP request']],
    ]);
  });

  it('offers nothing that only stands in for a missing node', () => {
    const groups = paletteGroups({
      definitions: all.map((definition) => ({ ...definition, standIn: true })),
      ...{ query: '', after: null, withTriggers: true, memory: EMPTY_MEMORY },
    });
    expect(groups).toEqual([]);
  });

  it('begins with triggers when the place is free', () => {
    const groups = paletteGroups({
      definitions: all,
      query: '',
      after: null,
      withTriggers: true,
      memory: EMPTY_MEMORY,
    });
    expect(groups.map((group) => group.key)).toEqual(['trigger', 'flow', 'network']);
    expect(
      paletteGroups({
        definitions: all,
        query: 'zzz',
        after: null,
        withTriggers: true,
        memory: EMPTY_MEMORY,
      }),
    ).toEqual([]);
  });

  it('learns from what was added: often after this node first, and the last used before the families', () => {
    const memory = { recent: ['http-request', 'if'], pairs: { 'webhook http-request': 3 } };
    const groups = paletteGroups({
      definitions: all,
      query: '',
      after: webhook,
      withTriggers: false,
      memory,
    });
    expect(groups.map((group) => [group.key, names(group.entries)])).toEqual([
      ['usually-next', ['HTTP request', 'If']],
    ]);
    const free = paletteGroups({ definitions: all, query: '', after: null, withTriggers: true, memory });
    expect(free[0]).toMatchObject({ key: 'recent' });
    expect(names(free[0]?.entries ?? [])).toEqual(['HTTP request', 'If']);
  });
});
