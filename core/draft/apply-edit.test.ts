import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { portableWorkflowSchema } from '@/core/contracts/portable-workflow';
import type { Graph, PortableWorkflow } from '@/core/contracts/portable-workflow';
import { applyEdit } from './apply-edit';
import { clipboardText, copySelection, parseClipboard } from './clipboard';
import { docFromGraph } from './doc-from-graph';
import { createDraftView } from './draft-view';
import type { DraftEdit } from './edit';
import { projectDraft } from './project-draft';
import { createUndo } from './undo';

function graphOf(file: Partial<PortableWorkflow>): Graph {
  return portableWorkflowSchema.parse({ format: 'heddle.workflow/1', name: 'W', nodes: [], ...file });
}

function node(id: string, name: string, parameters: Record<string, never> | object = {}) {
  return {
    id,
    type: 'no-op',
    name,
    position: { x: 0, y: 0 },
    parameters: parameters as Record<string, never>,
  };
}

// Webhook ── Set (uses "Webhook")
const greet = graphOf({
  nodes: [
    node('hook', 'Webhook'),
    node('set', 'Set', {
      a: "{{ $('Webhook').item.json.n }} and $('Webhook')",
      list: [{ b: '{{ $node["Webhook"].json }}' }],
    }),
  ],
  edges: [{ id: 'e1', source: 'hook', target: 'set' }],
});

function edited(graph: Graph, ...edits: DraftEdit[]): Graph {
  const doc = docFromGraph(graph);
  for (const edit of edits) applyEdit(doc, edit, 'me');
  return projectDraft(doc).graph;
}

describe('applyEdit', () => {
  it('rewrites expressions when a node gets another name, and nothing but expressions', () => {
    const graph = edited(greet, { kind: 'rename-node', nodeId: 'hook', name: 'Order "in"' });
    expect(graph.nodes[0]?.name).toBe('Order "in"');
    const [a, list] = [graph.nodes[1]?.parameters.a, graph.nodes[1]?.parameters.list];
    expect(a).toMatch(/^\{\{ \$\(["'].*Order.*in.*\)\.item\.json\.n \}\} and \$\('Webhook'\)$/);
    expect(JSON.stringify(list)).not.toContain('Webhook');
  });

  it('rewrites the names in code, too, and no other texts in it', () => {
    const source = "return $('Webhook').all().concat('Webhook', $node.Webhook.json);";
    const [hook] = greet.nodes;
    if (!hook) throw new Error('no node');
    const code = { ...hook, id: 'code', name: 'Code', type: 'code', parameters: { source } };
    const graph = edited(
      { ...greet, nodes: [...greet.nodes, code] },
      { kind: 'rename-node', nodeId: 'hook', name: 'Orders' },
    );
    expect(graph.nodes.at(-1)?.parameters).toEqual({
      source: `return $('Orders').all().concat('Webhook', $node["Orders"].json);`,
    });
  });

  it('refuses a name that another node has, and changes nothing', () => {
    const doc = docFromGraph(greet);
    const outcome = applyEdit(doc, { kind: 'rename-node', nodeId: 'set', name: 'Webhook' }, 'me');
    expect(outcome).toMatchObject({ done: false, problem: { code: 'edit.name-taken' } });
    expect(projectDraft(doc).graph).toEqual(greet);
  });

  it('removes a node with every edge that touches it', () => {
    const graph = edited(greet, { kind: 'remove-nodes', nodeIds: ['hook'] });
    expect(graph.nodes.map(({ id }) => id)).toEqual(['set']);
    expect(graph.edges).toEqual([]);
  });

  it('refuses a second connection of the same ports', () => {
    const doc = docFromGraph(greet);
    const edge = { id: 'e2', source: 'hook', sourcePort: 'main', target: 'set', targetPort: 'main' };
    expect(applyEdit(doc, { kind: 'connect', edge }, 'me')).toMatchObject({ done: false });
  });

  it('makes missing rows on the way to a parameter, and refuses rows that cannot be', () => {
    const doc = docFromGraph(greet);
    const set = (path: (string | number)[], value: string) =>
      applyEdit(doc, { kind: 'set-parameter', nodeId: 'hook', path, value }, 'me').done;
    expect(set(['rows', 0, 'name'], 'x')).toBe(true);
    expect(set(['rows', 5, 'name'], 'x')).toBe(false);
    expect(set(['__proto__', 'polluted'], 'x')).toBe(false);
    expect(projectDraft(doc).graph.nodes[0]?.parameters).toEqual({ rows: [{ name: 'x' }] });
    expect(({} as { polluted?: string }).polluted).toBeUndefined();
  });

  it('pastes with fresh ids and names, and its expressions follow', () => {
    const doc = docFromGraph(greet);
    const fragment = copySelection(greet, { nodeIds: ['hook', 'set'] });
    const outcome = applyEdit(doc, { kind: 'paste', fragment, offset: { x: 10, y: 20 }, idSeed: 'k7' }, 'me');
    expect(outcome).toEqual({ done: true, created: ['k7-1', 'k7-2'] });
    const { graph } = projectDraft(doc);
    expect(graph.nodes.map(({ name }) => name)).toEqual(['Webhook', 'Set', 'Webhook 2', 'Set 2']);
    expect(graph.nodes[3]?.parameters.a).toMatch(/Webhook 2/);
    expect(graph.nodes[1]).toEqual(greet.nodes[1]);
    expect(graph.edges[1]).toMatchObject({ source: 'k7-1', target: 'k7-2' });
    expect(graph.nodes[2]?.position).toEqual({ x: 10, y: 20 });
  });

  it('swaps names in a paste without mixing them up', () => {
    const taken = graphOf({ nodes: [node('x', 'A')] });
    const fragment = graphOf({
      nodes: [node('1', 'A'), node('2', 'A 2', { p: "{{ $('A').x + $('A 2').x }}" })],
    });
    const graph = edited(taken, { kind: 'paste', fragment, offset: { x: 0, y: 0 }, idSeed: 's' });
    expect(graph.nodes.map(({ name }) => name)).toEqual(['A', 'A 2', 'A 3']);
    expect(String(graph.nodes[2]?.parameters.p).replaceAll('"', "'")).toBe("{{ $('A 2').x + $('A 3').x }}");
  });

  it('keeps what two people write in one text, and in two rows of one list', () => {
    const one = docFromGraph(
      graphOf({ nodes: [node('c', 'C', { source: 'a\nb', rows: [{ v: 1 }, { v: 2 }] })] }),
    );
    const two = new Y.Doc();
    Y.applyUpdate(two, Y.encodeStateAsUpdate(one));
    const set = (doc: Y.Doc, path: (string | number)[], value: string | number) =>
      applyEdit(doc, { kind: 'set-parameter', nodeId: 'c', path, value }, 'x');
    set(one, ['source'], 'a1\nb');
    set(two, ['source'], 'a\nb2');
    set(one, ['rows', 0, 'v'], 10);
    set(two, ['rows', 1, 'v'], 20);
    Y.applyUpdate(one, Y.encodeStateAsUpdate(two));
    expect(projectDraft(one).graph.nodes[0]?.parameters).toEqual({
      source: 'a1\nb2',
      rows: [{ v: 10 }, { v: 20 }],
    });
  });

  it('hides a dangling edge with a notice and shows it again after undo', () => {
    const one = docFromGraph(greet);
    const two = new Y.Doc();
    Y.applyUpdate(two, Y.encodeStateAsUpdate(one));
    applyEdit(one, { kind: 'disconnect', edgeIds: ['e1'] }, 'one');
    const undo = createUndo(one, 'one');
    applyEdit(one, { kind: 'remove-nodes', nodeIds: ['set'] }, 'one');
    const edge = { id: 'e9', source: 'hook', sourcePort: 'main', target: 'set', targetPort: 'main' };
    applyEdit(two, { kind: 'disconnect', edgeIds: ['e1'] }, 'two');
    applyEdit(two, { kind: 'connect', edge }, 'two');
    Y.applyUpdate(one, Y.encodeStateAsUpdate(two));
    expect(projectDraft(one)).toMatchObject({
      graph: { edges: [] },
      notices: [{ edgeId: 'e9' }],
      problems: [],
    });
    undo.undo();
    expect(projectDraft(one)).toMatchObject({ graph: { edges: [edge] }, notices: [] });
  });
});

describe('createUndo', () => {
  it('takes typing in one field as one step, and another field as another', () => {
    const doc = docFromGraph(greet);
    const undo = createUndo(doc, 'me');
    for (const value of ['h', 'he', 'hey']) {
      applyEdit(doc, { kind: 'set-parameter', nodeId: 'hook', path: ['x'], value }, 'me');
    }
    applyEdit(doc, { kind: 'set-parameter', nodeId: 'hook', path: ['y'], value: 1 }, 'me');
    undo.undo();
    expect(projectDraft(doc).graph.nodes[0]?.parameters).toEqual({ x: 'hey' });
    undo.undo();
    expect(projectDraft(doc).graph.nodes[0]?.parameters).toEqual({});
    expect(undo.canUndo()).toBe(false);
  });

  it('leaves what others did', () => {
    const doc = docFromGraph(greet);
    const undo = createUndo(doc, 'me');
    applyEdit(doc, { kind: 'set-parameter', nodeId: 'hook', path: ['mine'], value: 1 }, 'me');
    applyEdit(doc, { kind: 'set-parameter', nodeId: 'hook', path: ['theirs'], value: 2 }, 'them');
    undo.undo();
    expect(projectDraft(doc).graph.nodes[0]?.parameters).toEqual({ theirs: 2 });
  });
});

describe('createDraftView', () => {
  it('keeps the identity of what did not change', () => {
    const doc = docFromGraph(greet);
    const view = createDraftView(doc);
    const before = view.current().graph;
    let calls = 0;
    const stop = view.subscribe(() => (calls += 1));
    applyEdit(doc, { kind: 'set-parameter', nodeId: 'set', path: ['list', 0, 'b'], value: 'new' }, 'me');
    const after = view.current().graph;
    expect(calls).toBe(1);
    expect(after.nodes[0]).toBe(before.nodes[0]);
    expect(after.nodes[1]).not.toBe(before.nodes[1]);
    expect(after.edges[0]).toBe(before.edges[0]);
    expect(view.current()).toBe(view.current());
    stop();
    view.destroy();
  });
});

describe('clipboard', () => {
  it('reads back what it wrote, bare or from a chat', () => {
    const text = clipboardText(greet, { nodeIds: ['set'] });
    const expected = copySelection(greet, { nodeIds: ['set'] });
    expect(parseClipboard(text).graph).toEqual(expected);
    expect(parseClipboard(`\n\`\`\`json\n${text}\`\`\`\n`).graph).toEqual(expected);
    expect(expected.edges).toEqual([]);
    expect(parseClipboard('hello').problems).toMatchObject([{ code: 'file.not-json' }]);
  });
});
