/** Whole workflows: connections, loops, notes, pinned data, and what a person changed before exporting. */
import { describe, expect, it } from 'vitest';
import { applyEdit } from '@/core/draft/apply-edit';
import { docFromGraph } from '@/core/draft/doc-from-graph';
import type { DraftEdit } from '@/core/draft/edit';
import { projectDraft } from '@/core/draft/project-draft';
import { exportToN8n } from '@/core/exchange/n8n/export-n8n';
import { importN8n } from '@/core/exchange/n8n/import-n8n';
import { validateGraph } from '@/core/graph/validate-graph';
import { catalog, imported } from './import-one';
import { n8nConnections, n8nNode } from './workflows';

const start = n8nNode('Start', 'manualTrigger');
const ports = (file: unknown) =>
  imported(file).workflow.edges.map(({ source, sourcePort, target, targetPort }) =>
    [source, sourcePort, target, targetPort].join(' ').replaceAll('id-', ''),
  );

describe('connections', () => {
  it('go by the index of outputs and inputs', () => {
    const nodes = [start, n8nNode('If', 'if', { version: 2 }), n8nNode('M', 'merge', { version: 3 })];
    const connections = n8nConnections([
      ['Start', 'If'],
      ['If', 'M', 0, 0],
      ['If', 'M', 1, 1],
    ]);
    expect(ports({ nodes, connections })).toEqual([
      'Start main If main',
      'If true M input1',
      'If false M input2',
    ]);
  });

  it('take the errors of a node out of the output after its own', () => {
    const nodes = [n8nNode('A', 'noOp', { onError: 'continueErrorOutput' }), n8nNode('B', 'noOp')];
    expect(ports({ nodes, connections: n8nConnections([['A', 'B', 1]]) })).toEqual(['A error B main']);
  });

  it('lead back into a loop by its own port', () => {
    const nodes = [
      start,
      n8nNode('Loop', 'splitInBatches', { version: 3 }),
      n8nNode('Work', 'noOp'),
      n8nNode('End', 'noOp'),
    ];
    const connections = n8nConnections([
      ['Start', 'Loop'],
      ['Loop', 'End', 0],
      ['Loop', 'Work', 1],
      ['Work', 'Loop'],
    ]);
    expect(ports({ nodes, connections })).toEqual([
      'Start main Loop main',
      'Loop done End main',
      'Loop item Work main',
      'Work main Loop next',
    ]);
    const problems = validateGraph(imported({ nodes, connections }).workflow, catalog, { mode: 'publish' });
    expect(problems.filter(({ severity }) => severity === 'error')).toEqual([]);
  });

  it('that close a cycle without a loop get a limit', () => {
    const nodes = [start, n8nNode('A', 'noOp'), n8nNode('B', 'if', { version: 2 })];
    const connections = n8nConnections([
      ['Start', 'A'],
      ['A', 'B'],
      ['B', 'A', 1],
    ]);
    const { workflow, report } = imported({ nodes, connections });
    expect(workflow.edges.map(({ maxIterations }) => maxIterations)).toEqual([undefined, undefined, 1000]);
    expect(report[2]?.remarks.map(({ code }) => code)).toContain('connection.limited');
  });

  it('of models and tools stay between placeholders', () => {
    const agent = n8nNode('Agent', '@n8n/n8n-nodes-langchain.agent', { version: 1.7 });
    const model = n8nNode('Model', '@n8n/n8n-nodes-langchain.lmChatOpenAi');
    const connections = n8nConnections([
      ['Start', 'Agent'],
      ['Model', 'Agent', 0, 0, 'ai_languageModel'],
    ]);
    const { workflow } = imported({ nodes: [start, agent, model], connections });
    expect(workflow.edges[1]).toMatchObject({
      sourcePort: 'ai_languageModel',
      targetPort: 'ai_languageModel',
    });
    const problems = validateGraph(workflow, catalog, { mode: 'draft' });
    expect(problems.filter(({ severity }) => severity === 'error')).toEqual([]);
  });

  it('to nothing are told and not lost', () => {
    const connections = n8nConnections([['Start', 'Gone']]);
    const file = { nodes: [start], connections };
    const { workflow, whole } = imported(file);
    expect(whole.remarks).toContainEqual({
      code: 'connection.dangling',
      values: { from: 'Start', to: 'Gone' },
    });
    expect(exportToN8n(workflow).file).toEqual(file);
  });
});

describe('a file', () => {
  const one = { name: 'One', nodes: [start], connections: {} };

  it.each([
    ['a list', [one, { ...one, name: 'Two' }], 2],
    ['the answer of an API', { data: one }, 1],
    ['a list in such an answer', { data: [one, one, one], nextCursor: null }, 3],
    ['a template', { id: 7, workflow: one }, 1],
    ['a fenced text', '```json\n' + JSON.stringify(one) + '\n```', 1],
    ['an empty workflow', { nodes: [], connections: {} }, 1],
  ])('may be %s', (_what, file, count) => {
    const read = importN8n(file, catalog);
    expect(read.ok && read.workflows.length).toBe(count);
  });

  it.each([
    ['no JSON', 'hello', 'import.not-json'],
    ['of something else', { a: 1 }, 'import.not-n8n'],
    ['of Heddle', { format: 'heddle.workflow/1', nodes: [] }, 'import.not-n8n'],
    ['too deep', '['.repeat(2000) + ']'.repeat(2000), 'import.too-deep'],
    ['null', null, 'import.not-n8n'],
  ])('is refused when it is %s', (_what, file, code) => {
    const read = importN8n(file, catalog);
    expect(read.ok ? null : read.problem.code).toBe(code);
  });

  it('keeps names apart and ids usable', () => {
    const nodes = [
      n8nNode('A', 'noOp', { id: 'x y' }),
      n8nNode('A', 'noOp', { id: 'x y' }),
      n8nNode('', 'noOp'),
    ];
    const { workflow, report } = imported({ nodes, connections: {} });
    expect(workflow.nodes.map(({ name }) => name)).toEqual(['A', 'A 2', 'noOp']);
    expect(new Set(workflow.nodes.map(({ id }) => id)).size).toBe(3);
    expect(report[1]?.remarks[0]).toEqual({ code: 'node.renamed', values: { from: 'A', to: 'A 2' } });
  });

  it('brings order, time zone, limits and what is kept of runs', () => {
    const settings = {
      executionOrder: 'v1',
      timezone: 'Europe/Berlin',
      executionTimeout: 60,
      saveDataSuccessExecution: 'none',
    };
    expect(imported({ ...one, settings }).workflow.settings).toMatchObject({
      ...{ order: 'branches', timezone: 'Europe/Berlin', timeoutMs: 60_000, save: 'failures' },
    });
    expect(imported({ ...one, settings: {} }).workflow.settings.order).toBe('levels');
    // A selection of nodes says nothing of a workflow, and goes into one of today.
    const selection = imported(one);
    expect([selection.workflow.settings.order, selection.whole.remarks]).toEqual(['branches', []]);
  });

  it('brings sticky notes, notes of nodes, pinned data and the credentials that are needed', () => {
    const nodes = [
      n8nNode('Sticky', 'stickyNote', {
        parameters: { content: '# Hi', width: 400, height: 300 },
        at: [10, 20],
      }),
      n8nNode('Call', 'httpRequest', {
        ...{
          version: 4.2,
          parameters: { url: 'https://example.com' },
          notes: 'Mind the limit',
          notesInFlow: true,
        },
        credentials: { httpHeaderAuth: { id: '9', name: 'Key' } },
      }),
    ];
    const pinData = { Call: [{ json: { a: 1 } }, { b: 2 }] };
    const { workflow, credentials } = imported({ nodes, connections: {}, pinData });
    expect(workflow.notes.map(({ text }) => text)).toEqual(['# Hi', 'Mind the limit']);
    expect(workflow.notes[0]).toMatchObject({
      position: { x: 15, y: 20 },
      size: { width: 600, height: 300 },
    });
    expect(workflow.pinned).toEqual({ 'id-Call': [{ json: { a: 1 } }, { json: { b: 2 } }] });
    expect(credentials).toEqual([
      {
        type: 'httpHeaderAuth',
        name: 'Key',
        // It signs in by nothing, so no place waits for it.
        key: null,
        kinds: [],
        nodes: ['Call'],
      },
    ]);
  });
});

describe('exporting', () => {
  const file = {
    name: 'Mine',
    nodes: [
      start,
      n8nNode('A', 'noOp', { at: [200, 0] }),
      n8nNode('B', 'gmail', { at: [400, 0], parameters: { to: 'x' } }),
    ],
    connections: n8nConnections([
      ['Start', 'A'],
      ['A', 'B'],
    ]),
    pinData: { A: [{ json: { a: 1 } }] },
    settings: { executionOrder: 'v1', callerPolicy: 'any' },
    meta: { instanceId: 'i' },
  };
  const edited = (...edits: DraftEdit[]) => {
    const doc = docFromGraph(imported(file).workflow);
    for (const edit of edits) {
      const outcome = applyEdit(doc, edit, 'test');
      if (!outcome.done) throw new Error(outcome.problem.message);
    }
    return exportToN8n(projectDraft(doc).graph);
  };

  it('gives back what nobody touched', () => {
    expect(edited()).toEqual({ file, lost: [] });
  });

  it('follows new names into connections and pinned data', () => {
    const { file: out } = edited({ kind: 'rename-node', nodeId: 'id-A', name: 'Renamed' });
    expect(out).toMatchObject({
      connections: { Start: { main: [[{ node: 'Renamed' }]] }, Renamed: { main: [[{ node: 'B' }]] } },
      pinData: { Renamed: [{ json: { a: 1 } }] },
    });
    expect((out['nodes'] as { name: string }[]).map(({ name }) => name)).toEqual(['Start', 'Renamed', 'B']);
  });

  it('writes places, settings and the name as they are now, and leaves the rest alone', () => {
    const { file: out } = edited(
      { kind: 'move-nodes', positions: { 'id-A': { x: 600, y: 30 } } },
      { kind: 'set-settings', nodeId: 'id-A', settings: { onError: 'continue' } },
      { kind: 'set-workflow-name', name: 'Other' },
      { kind: 'set-workflow-settings', settings: { timezone: 'Europe/Zurich' } },
    );
    expect(out).toMatchObject({ name: 'Other', meta: { instanceId: 'i' } });
    expect(out['settings']).toEqual({ executionOrder: 'v1', callerPolicy: 'any', timezone: 'Europe/Zurich' });
    expect(out['nodes']).toMatchObject([{}, { position: [400, 30], onError: 'continueRegularOutput' }, {}]);
  });

  it('takes out what was removed and puts in what is new', () => {
    const node = {
      ...imported(file).workflow.nodes[1],
      id: 'new',
      name: 'New',
      imported: undefined,
    } as never;
    const { file: out } = edited(
      { kind: 'remove-nodes', nodeIds: ['id-B'] },
      { kind: 'add-node', node },
      {
        kind: 'connect',
        edge: { id: 'x', source: 'id-A', sourcePort: 'main', target: 'new', targetPort: 'main' },
      },
    );
    expect(out['connections']).toEqual({
      Start: { main: [[{ node: 'A', type: 'main', index: 0 }]] },
      A: { main: [[{ node: 'New', type: 'main', index: 0 }]] },
    });
    expect((out['nodes'] as { type: string }[]).map(({ type }) => type)).toEqual([
      'n8n-nodes-base.manualTrigger',
      'n8n-nodes-base.noOp',
      'heddle.no-op',
    ]);
    expect(imported(out).workflow.nodes[2]).toMatchObject({ type: 'no-op', name: 'New' });
  });

  it('names the nodes whose changed parameters it cannot write', () => {
    const changed = imported({
      ...file,
      nodes: [
        n8nNode('M', 'merge', { version: 3, parameters: { mode: 'combine', combineBy: 'combineAll' } }),
      ],
    }).workflow;
    const doc = docFromGraph(changed);
    applyEdit(doc, { kind: 'set-parameter', nodeId: 'id-M', path: ['clash'], value: 'nest' }, 'test');
    expect(exportToN8n(projectDraft(doc).graph).lost).toEqual(['M']);
  });
});
