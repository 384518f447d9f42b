import { createTranslator } from 'next-intl';
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { portableWorkflowSchema, type Graph } from '@/core/contracts/portable-workflow';
import { applyDraftUpdate } from '@/core/draft/apply-draft-update';
import { applyEdit } from '@/core/draft/apply-edit';
import { checkSize } from '@/core/draft/check-size';
import { docFromGraph, encodeDraft } from '@/core/draft/doc-from-graph';
import type { DraftEdit } from '@/core/draft/edit';
import { projectDraft } from '@/core/draft/project-draft';
import type { Problem } from '@/core/errors/problem';
import { PROBLEM_PARAMS, type ProblemCode } from '@/core/errors/problem-codes';
import { Fault, toProblem, type ExpressionProblemKind } from '@/core/expression/errors';
import { fromText } from '@/core/exchange/yaml';
import { canConnect } from '@/core/graph/can-connect';
import { checkCallees } from '@/core/graph/check-callees';
import { checkReferences } from '@/core/graph/check-references';
import { scheduleProblem } from '@/core/graph/check-schedules';
import { parsePortableText, parsePortableWorkflow } from '@/core/graph/parse-graph';
import { validateGraph } from '@/core/graph/validate-graph';
import { checkParameters } from '@/core/node-kit/check-parameters';
import { createCatalog, type NodeDefinition } from '@/core/node-kit/definition';
import type { Field } from '@/core/node-kit/field';
import { checkSchedule, tooFrequent } from '@/core/schedule/check-schedule';
import { messages } from '@/messages/en';
import { createProblemTexts, type Messages } from './problem-text';

const main = [{ name: 'main', label: 'Main' }];
const base = {
  ...{ version: 1, name: 'X', summary: '', family: 'data', synonyms: [], examples: [], mode: 'list' },
  ...{ effect: 'pure', inputs: main, outputs: main, fields: [] },
} as const satisfies Omit<NodeDefinition, 'type'>;
const catalog = createCatalog([
  { ...base, type: 'start', inputs: [], trigger: 'manual' },
  { ...base, type: 'called', inputs: [], trigger: 'workflow' },
  { ...base, type: 'step', fields: [{ kind: 'text', name: 'text', label: 'Text' }] },
  {
    ...base,
    type: 'runs',
    fields: [{ kind: 'text', name: 'workflow', label: 'Workflow', picks: 'workflow' }],
  },
  { ...base, type: 'sink', outputs: [] },
  { ...base, type: 'model', outputs: [{ name: 'main', label: 'Model', kind: 'model' }] },
  {
    ...base,
    type: 'write',
    effect: 'write',
    credentials: [{ slot: 'auth', kinds: ['bearer'], required: true }],
  },
  {
    ...{ ...base, type: 'webhook', inputs: [], trigger: 'webhook' },
    fields: [{ kind: 'text', name: 'authentication', label: 'Authentication' }],
  },
  { ...base, type: 'respond' },
  { ...base, type: 'stand', standIn: true, fields: [{ kind: 'text', name: 'originalType', label: 'Was' }] },
]);

interface Drawn {
  nodes: Record<string, string | object>;
  edges?: readonly (readonly [string, string] | readonly [string, string, object])[];
  rest?: object;
}

/** What is wrong with a schedule of one rule. */
function scheduled(rule: object): Problem[] {
  return checkSchedule({ rules: [rule] }, 'UTC').map((issue) => scheduleProblem({ id: 'a' }, issue));
}

/** Nodes by id with their type (or more), edges by their ends. */
function drawn({ nodes, edges = [], rest = {} }: Drawn): unknown {
  return {
    ...{ format: 'heddle.workflow/1', name: 'W' },
    nodes: Object.entries(nodes).map(([id, node]) => ({
      ...{ id, name: id.toUpperCase(), position: { x: 0, y: 0 } },
      ...(typeof node === 'string' ? { type: node } : node),
    })),
    edges: edges.map(([source, target, more], at) => ({ id: `e${at}`, source, target, ...more })),
    ...rest,
  };
}
const graphOf = (input: Drawn): Graph => portableWorkflowSchema.parse(drawn(input));
const validate = (input: Drawn) => validateGraph(graphOf(input), catalog, { mode: 'publish' });
const parse = (input: unknown) => parsePortableWorkflow(input).problems ?? [];

const plain: Drawn = {
  nodes: { a: 'start', b: 'step', c: 'step' },
  edges: [
    ['a', 'b'],
    ['b', 'c'],
  ],
};
function refused(edit: DraftEdit): Problem[] {
  const graph = {
    ...graphOf(plain),
    notes: [{ id: 'n', text: '', position: { x: 0, y: 0 }, size: { width: 99, height: 99 } }],
  };
  const outcome = applyEdit(docFromGraph(graph), edit, 'me');
  return outcome.done ? [] : [outcome.problem];
}
function refusedUpdate(update: Uint8Array): Problem[] {
  const result = applyDraftUpdate(encodeDraft(docFromGraph(graphOf(plain))), update);
  return result.ok ? [] : [result.problem];
}
function connect(source: string, target: string, ports: object = {}): Problem[] {
  const problem = canConnect(graphOf(plain), catalog, {
    source,
    sourcePort: 'main',
    target,
    targetPort: 'main',
    ...ports,
  });
  return problem ? [problem] : [];
}
function references(node: object, errorWorkflow: string | null = null): Problem[] {
  const graph = graphOf({ nodes: { a: node }, rest: { settings: { errorWorkflow } } });
  const credentials = new Map([
    ['password', { name: 'Shop', kind: 'basic', hosts: ['shop.test'] }],
    ['nowhere', { name: 'Shop', kind: 'bearer', hosts: [] }],
  ]);
  return checkReferences(graph, catalog, { self: 'me', workflows: new Set(), credentials });
}
/** A node that runs another workflow, in one that may be called itself or not. */
function calls(parameters: object, isCalled = false, errorWorkflow: string | null = null): Problem[] {
  const nodes = { b: { type: 'runs', parameters: { workflow: 'callee', ...parameters } } };
  const graph = graphOf({
    nodes: isCalled ? { a: 'called', ...nodes } : nodes,
    rest: { settings: { errorWorkflow } },
  });
  const starts = { canBeCalled: false, takesFailures: false, inputs: [] };
  const wants = {
    ...starts,
    canBeCalled: true,
    inputs: [{ name: 'amount', type: 'number', required: true }],
  };
  const workflows = new Map(
    [
      { id: 'callee', name: 'Callee', published: wants, draft: wants },
      { id: 'other', name: 'Other', published: starts, draft: starts },
      { id: 'draft-only', name: 'Draft', published: null, draft: wants },
    ].map((workflow) => [workflow.id, workflow]),
  );
  return checkCallees(graph, catalog, { self: 'me', workflows });
}
function parameter(field: Field, value?: unknown): Problem[] {
  const given = value === undefined ? {} : { [field.name]: value };
  const options = { expressions: false, required: true };
  return asProblems(checkParameters({ fields: [field] }, given, options).issues);
}
const asProblems = (issues: readonly Pick<Problem, 'code' | 'message'>[]): Problem[] =>
  issues.map((issue) => ({ severity: 'error', nodeId: null, ...issue, path: '' }));
const text = (rest: object = {}): Field => ({ kind: 'text', name: 'f', label: 'Field', ...rest });
const count = (rest: object = {}): Field => ({ kind: 'number', name: 'f', label: 'Field', ...rest });
const list = (rest: object = {}): Field => ({
  kind: 'list',
  name: 'f',
  label: 'Field',
  itemLabel: 'R',
  item: [],
  ...rest,
});
const expression = (kind: ExpressionProblemKind): Problem[] =>
  asProblems([toProblem(new Fault(kind, 'What is wrong {here}.'), { start: 0, end: 1 })]);
function foreignUpdate(): Uint8Array {
  const doc = new Y.Doc();
  doc.getMap('other').set('a', 1);
  return Y.encodeStateAsUpdate(doc);
}
function laterUpdate(): Uint8Array {
  const doc = new Y.Doc();
  doc.getMap('nodes').set('a', 1);
  const before = Y.encodeStateVector(doc);
  doc.getMap('nodes').set('b', 1);
  return Y.encodeStateAsUpdate(doc, before);
}
function unreadable(): Problem[] {
  const doc = docFromGraph(graphOf(plain));
  doc.getMap('nodes').set('odd', 7);
  return [...projectDraft(doc).problems];
}
/** Told by the browser or by the database alone, so written here a second time. */
const told = (code: ProblemCode, message: string, rest: Partial<Problem> = {}): Problem[] => [
  { code, severity: 'error', nodeId: null, path: '', message, ...rest },
];

/** Real problems of each code, in each of its variants. */
const SAMPLES: Readonly<Record<ProblemCode, () => readonly Problem[]>> = {
  'draft.read-only': () => told('draft.read-only', 'This workflow is open for reading only.'),
  'draft.too-big': () =>
    told(
      'draft.too-big',
      'The draft and its history are too big. Duplicate the workflow and go on in the copy.',
    ),
  'draft.unreadable': unreadable,
  'draft.update-foreign': () => refusedUpdate(foreignUpdate()),
  'draft.update-incomplete': () => refusedUpdate(laterUpdate()),
  'draft.update-too-big': () => refusedUpdate(new Uint8Array(4_000_001)),
  'draft.update-unreadable': () => refusedUpdate(new Uint8Array([255, 255, 255, 1, 2, 3])),
  'edit.bad-edge': () =>
    refused({
      kind: 'connect',
      edge: { id: '', source: 'a', sourcePort: 'main', target: 'c', targetPort: 'main' },
    }),
  'edit.bad-group': () =>
    refused({ kind: 'set-group', group: { id: '', name: '', nodes: [], collapsed: false } }),
  'edit.bad-id': () => refused({ kind: 'add-node', node: { ...nodeB(), id: '' } }),
  'edit.bad-name': () => refused({ kind: 'rename-node', nodeId: 'b', name: ' ' }),
  'edit.bad-note': () =>
    refused({
      kind: 'add-note',
      note: { id: '', text: '', position: { x: 0, y: 0 }, size: { width: 99, height: 99 } },
    }),
  'edit.bad-path': () => refused({ kind: 'set-parameter', nodeId: 'b', path: [], value: 1 }),
  'edit.bad-seed': () => refused({ kind: 'duplicate', nodeIds: ['b'], offset: { x: 0, y: 0 }, idSeed: '.' }),
  'edit.bad-workflow-name': () => refused({ kind: 'set-workflow-name', name: '' }),
  'edit.edge-gone': () => refused({ kind: 'set-max-iterations', edgeId: 'gone', maxIterations: 2 }),
  'edit.id-taken': () => refused({ kind: 'add-node', node: nodeB() }),
  'edit.ids-taken': () => takenIds(),
  'edit.name-taken': () => refused({ kind: 'rename-node', nodeId: 'b', name: 'C' }),
  'edit.nested-batch': () => refused({ kind: 'batch', edits: [{ kind: 'batch', edits: [] }] }),
  'edit.node-gone': () => refused({ kind: 'rename-node', nodeId: 'gone', name: 'C' }),
  'edit.note-gone': () => refused({ kind: 'edit-note', noteId: 'gone', text: '' }),
  'edit.note-id-taken': () =>
    refused({
      kind: 'add-note',
      note: { id: 'n', text: '', position: { x: 0, y: 0 }, size: { width: 99, height: 99 } },
    }),
  'edit.pin-too-large': () =>
    refused({ kind: 'pin-data', nodeId: 'b', items: Array.from({ length: 100_001 }, () => ({ json: {} })) }),
  'edit.row-gone': () => refused({ kind: 'set-parameter', nodeId: 'b', path: ['rows', 5, 'x'], value: 1 }),
  'expression.budget': () => expression('budget'),
  'expression.missing-node': () => expression('missing-node'),
  'expression.not-allowed': () => expression('not-allowed'),
  'expression.not-supported': () => expression('not-supported'),
  'expression.syntax': () => [
    ...expression('syntax'),
    ...validate({
      nodes: { a: 'start', b: { type: 'step', parameters: { text: '{{ 1 + }}' } } },
      edges: [['a', 'b']],
    }),
  ],
  'expression.type': () => [
    ...expression('type'),
    ...asProblems([toProblem(new Error('x'), { start: 0, end: 1 })]),
  ],
  'expression.undetermined': () => expression('undetermined'),
  'expression.unknown-name': () => expression('unknown-name'),
  'expression.unknown-node': () =>
    ["{{ $('Bx').item.json.a }}", "{{ $('Something else').item.json.a }}"].flatMap((source) =>
      validate({
        nodes: { a: 'start', b: { type: 'step', parameters: { text: source } } },
        edges: [['a', 'b']],
      }),
    ),
  'file.forbidden-key': () => parse(JSON.parse('{"__proto__": 1}')),
  'file.invalid': () => parse(drawn({ nodes: {}, rest: { name: '' } })),
  'file.missing': () => parse({ format: 'heddle.workflow/1', nodes: [] }),
  'file.not-json': () => [
    ...(parsePortableText('{').problems ?? []),
    ...(fromText('a: 1\na: 2').problems ?? []),
    ...parse({ name: () => 1 }),
  ],
  'file.too-big': () => [
    ...(parsePortableText('x'.repeat(16_000_001)).problems ?? []),
    ...parse('x'.repeat(8_000_001)),
  ],
  'file.too-deep': () => parse(JSON.parse('['.repeat(120) + ']'.repeat(120))),
  'file.unknown-key': () => parse(drawn({ nodes: {}, rest: { extra: 1 } })),
  'file.unstorable-text': () => parse(drawn({ nodes: {}, rest: { name: '\u0000' } })),
  'graph.cycle': () => [
    ...connect('c', 'b'),
    ...validate({
      nodes: { a: 'start', b: 'step', c: 'step' },
      edges: [
        ['a', 'b'],
        ['b', 'c'],
        ['c', 'b'],
      ],
    }),
  ],
  'graph.cycle-entered-aside': () =>
    validate({
      nodes: { a: 'start', b: 'step', c: 'step' },
      edges: [
        ['a', 'b'],
        ['a', 'c'],
        ['b', 'c'],
        ['c', 'b', { maxIterations: 3 }],
      ],
    }),
  'graph.dangling-edge': () => [
    ...connect('a', 'gone'),
    ...parse(drawn({ nodes: { a: 'start' }, edges: [['a', 'b']] })),
  ],
  'graph.duplicate-edge': () => [
    ...connect('a', 'b'),
    ...validate({
      nodes: { a: 'start', b: 'step' },
      edges: [
        ['a', 'b'],
        ['a', 'b'],
      ],
    }),
    ...refused({
      kind: 'connect',
      edge: { id: 'new', source: 'a', sourcePort: 'main', target: 'b', targetPort: 'main' },
    }),
  ],
  'graph.duplicate-id': () => parse({ ...(drawn({ nodes: {} }) as object), nodes: [nodeB(), nodeB()] }),
  'graph.duplicate-name': () =>
    validate({ nodes: { a: { type: 'start', name: 'B' }, b: 'step' }, edges: [['a', 'b']] }),
  'graph.into-trigger': () => validate({ nodes: { a: 'start', b: 'step' }, edges: [['b', 'a']] }),
  'graph.limit-without-cycle': () =>
    validate({ nodes: { a: 'start', b: 'step' }, edges: [['a', 'b', { maxIterations: 3 }]] }),
  'graph.next-outside-loop': () =>
    told(
      'graph.next-outside-loop',
      '"a" is not part of the loop "b" alone, so nothing can come back from it.',
      {
        params: { node: 'a', loop: 'b' },
        fix: 'Lead back only from nodes that nothing but the loop reaches.',
      },
    ),
  'graph.no-trigger': () => validate({ nodes: { b: 'step' } }),
  'graph.port-kind': () => validate({ nodes: { a: 'model', b: 'step' }, edges: [['a', 'b']] }),
  'graph.reserved-id': () => parse(drawn({ nodes: { constructor: 'step' } })),
  'graph.self-edge': () => connect('b', 'b'),
  'graph.too-many': () => {
    const problem = checkSize({ ...graphOf(plain), nodes: Array.from({ length: 5001 }, () => nodeB()) });
    return problem ? [problem] : [];
  },
  'graph.unknown-node': () => parse(drawn({ nodes: {}, rest: { pinned: { gone: [] } } })),
  'graph.unknown-port': () => [
    ...connect('a', 'b', { sourcePort: 'no' }),
    ...connect('a', 'b', { targetPort: 'no' }),
    ...validate({ nodes: { a: 'sink', b: 'step' }, edges: [['a', 'b']] }),
  ],
  'graph.unreachable': () => validate({ nodes: { a: 'start', b: 'step' } }),
  'node.credential-kind': () => references({ type: 'write', credentials: { auth: 'password' } }),
  'node.credential-no-hosts': () => references({ type: 'write', credentials: { auth: 'nowhere' } }),
  'node.credential-missing': () => validate({ nodes: { a: 'start', b: 'write' }, edges: [['a', 'b']] }),
  'node.input-missing': () => calls({ inputs: [{ name: 'other', value: 1 }] }),
  'node.input-type': () => calls({ inputs: [{ name: 'amount', value: 'ten' }] }),
  'node.own-workflow': () => calls({ workflow: 'me' }, true),
  'node.own-workflow-without-trigger': () => calls({ workflow: 'me' }),
  'node.placeholder': () =>
    validate({ nodes: { b: { type: 'stand', parameters: { originalType: 'acme' } } } }),
  'node.retry-asks': () =>
    validate({
      nodes: { a: 'start', b: { type: 'write', settings: { retry: { attempts: 3 } } } },
      edges: [['a', 'b']],
    }),
  'node.secret-in-parameter': () =>
    validate({ nodes: { b: { type: 'step', parameters: { text: `sk-${'a'.repeat(30)}` } } } }),
  'node.unknown-credential': () => references({ type: 'write', credentials: { auth: 'x' } }),
  'node.unknown-slot': () => [
    ...references({ type: 'write', credentials: { other: 'x' } }),
    ...references({ type: 'step', credentials: { other: 'x' } }),
  ],
  'node.unknown-type': () => validate({ nodes: { b: 'ghost' } }),
  'node.unknown-workflow': () => references({ type: 'runs', parameters: { workflow: 'gone' } }),
  'node.unknown-version': () => validate({ nodes: { b: { type: 'step', typeVersion: 7 } } }),
  'node.workflow-unpublished': () => calls({ workflow: 'draft-only' }),
  'node.workflow-without-trigger': () => calls({ workflow: 'other' }),
  'parameter.operator': () =>
    parameter({ kind: 'conditions', name: 'f', label: 'Field' }, [{ left: 1, operator: 'x' }]),
  'parameter.option': () =>
    parameter({ kind: 'select', name: 'f', label: 'Field', options: [{ value: 'a', label: 'A' }] }, 'b'),
  'parameter.pattern': () => parameter(text({ pattern: { source: '^x$', message: 'Write x.' } }), 'y'),
  'parameter.range': () => [
    ...parameter(list({ max: 1 }), [{}, {}]),
    ...parameter(text({ maxLength: 1 }), 'xy'),
    ...parameter(count({ integer: true }), 1.5),
    ...parameter(count({ min: 1 }), 0),
    ...parameter(count({ max: 1 }), 20_000),
  ],
  'parameter.required': () => parameter(text({ required: true })),
  'parameter.type': () => [
    ...asProblems(checkParameters({ fields: [] }, 7, { expressions: false, required: true }).issues),
    ...parameter(text(), {}),
    ...parameter(count({ expression: 'never' }), '{{ 1 }}'),
    ...parameter({ kind: 'boolean', name: 'f', label: 'Field' }, 3),
    ...parameter({ kind: 'key-value', name: 'f', label: 'Field' }, [3]),
    ...parameter({ kind: 'conditions', name: 'f', label: 'Field' }, [3]),
    ...parameter(list(), 'x'),
  ],
  'parameter.unknown': () =>
    asProblems(checkParameters({ fields: [] }, { x: 1 }, { expressions: false, required: true }).issues),
  'respond.no-webhook': () => validate({ nodes: { a: 'start', b: 'respond' }, edges: [['a', 'b']] }),
  'schedule.bad-cron': () => scheduled({ every: 'cron', expression: '0 25 * * *' }),
  'schedule.cron-parts': () => scheduled({ every: 'cron', expression: '* *' }),
  'schedule.incomplete': () => scheduled({ every: 'blue moon' }),
  'schedule.never': () => scheduled({ every: 'cron', expression: '0 0 31 2 *' }),
  'schedule.too-frequent': () =>
    tooFrequent({ rules: [{ every: 'seconds', interval: 5 }] }, 60).map((issue) =>
      scheduleProblem({ id: 'a' }, issue),
    ),
  'settings.error-workflow-unpublished': () => calls({}, false, 'draft-only'),
  'settings.error-workflow-without-trigger': () => calls({}, false, 'other'),
  'settings.own-error-workflow': () => references({ type: 'step' }, 'me'),
  'settings.unknown-error-workflow': () => references({ type: 'step' }, 'gone'),
  'settings.unknown-timezone': () => validate({ nodes: {}, rest: { settings: { timezone: 'Mars/Base' } } }),
  'webhook.duplicate-path': () => validate({ nodes: { a: hook(), b: hook() } }),
  'webhook.never-answers': () => validate({ nodes: { a: hook({ respond: 'with-node' }) } }),
  'webhook.open': () => validate({ nodes: { a: hook() } }),
  'webhook.path-taken': () =>
    told('webhook.path-taken', 'POST /in belongs to the workflow "Other".', {
      params: { path: 'in', method: 'POST', workflow: 'Other' },
      fix: 'Choose another path or method, or unpublish the other workflow.',
    }),
};

function nodeB(): Graph['nodes'][number] {
  const [node] = graphOf({ nodes: { b: 'step' } }).nodes;
  if (!node) throw new Error('one node was drawn');
  return node;
}
function hook(parameters: object = {}) {
  return {
    type: 'webhook',
    parameters: { path: 'in', methods: ['POST'], authentication: 'none', ...parameters },
  };
}
function takenIds(): Problem[] {
  const doc = docFromGraph(graphOf({ nodes: { 'x-1': 'step' } }));
  const outcome = applyEdit(
    doc,
    { kind: 'duplicate', nodeIds: ['x-1'], offset: { x: 0, y: 0 }, idSeed: 'x' },
    'me',
  );
  return outcome.done ? [] : [outcome.problem];
}

const translator = createTranslator({
  ...{ locale: 'en', messages },
  onError: (error) => {
    throw error;
  },
});
const english = createProblemTexts(translator as unknown as Messages); // keys are made from codes, which no type knows

/** Names of parameters in a text of ICU's format. */
function paramsOf(text: string): string[] {
  return [...text.matchAll(/\{(\w+)\s*[,}]/g)].flatMap(([, name]) => name ?? []);
}

function textsAt(code: string): string {
  const entry = code
    .split('.')
    .reduce<unknown>((tree, key) => (tree as Record<string, unknown>)[key], messages.problems);
  return JSON.stringify(entry).replaceAll('\\"', '');
}

function codesIn(tree: object, path = ''): string[] {
  return Object.entries(tree).flatMap(([key, value]: [string, object]) =>
    'message' in value ? [`${path}${key}`] : codesIn(value, `${path}${key}.`),
  );
}

describe('the English catalogue', () => {
  it('has a text for every code of a problem, and none without', () => {
    expect(codesIn(messages.problems).sort()).toEqual(Object.keys(PROBLEM_PARAMS).sort());
  });

  it('uses the parameters that are declared, and all of them', () => {
    for (const [code, params] of Object.entries(PROBLEM_PARAMS)) {
      expect([code, ...new Set(paramsOf(textsAt(code)))].sort()).toEqual([code, ...params].sort());
    }
  });

  it.each(Object.entries(SAMPLES))('says of %s what the problem itself says', (code, sample) => {
    const problems = sample().filter((problem) => problem.code === code);
    expect(problems.length).toBeGreaterThan(0);
    for (const problem of problems) {
      const { message, fix, ...rest } = problem;
      expect(english.problem({ ...rest, message: '', fix: undefined })).toEqual({ ...rest, message, fix });
    }
  });
});
