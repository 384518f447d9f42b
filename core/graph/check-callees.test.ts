import { describe, expect, it } from 'vitest';
import type { CallableWorkflow } from '@/core/contracts/callable-workflow';
import { portableWorkflowSchema } from '@/core/contracts/portable-workflow';
import { createCatalog } from '@/core/node-kit/definition';
import { definitions } from '@/nodes/definitions.generated';
import { checkCallees } from './check-callees';
import { startsOf } from './workflow-starts';

const catalog = createCatalog(definitions);

function graphOf(nodes: readonly object[], errorWorkflow: string | null = null) {
  return portableWorkflowSchema.parse({
    ...{ format: 'heddle.workflow/1', name: 'w', settings: { errorWorkflow } },
    nodes: nodes.map((node, at) => ({ id: `n${at}`, name: `N${at}`, position: { x: 0, y: 0 }, ...node })),
  });
}
const call = (parameters: object, settings: object = {}) => ({ type: 'sub-workflow', parameters, settings });
const trigger = (inputs: object[] = []) => ({ type: 'sub-workflow-trigger', parameters: { inputs } });
const starts = (nodes: readonly object[]) => startsOf(graphOf(nodes).nodes, catalog);

const wants = starts([
  trigger([
    { name: 'email', type: 'string' },
    { name: 'amount', type: 'number', required: false },
  ]),
]);
const nothing = starts([{ type: 'manual-trigger' }]);
const callees: CallableWorkflow[] = [
  { id: 'typed', name: 'Typed', published: wants, draft: wants },
  { id: 'plain', name: 'Plain', published: nothing, draft: nothing },
  { id: 'new', name: 'New', published: null, draft: wants },
  { id: 'rescue', name: 'Rescue', published: starts([{ type: 'error-trigger' }]), draft: nothing },
];

function found(nodes: readonly object[], errorWorkflow: string | null = null): string[] {
  const known = { self: 'me', workflows: new Map(callees.map((callee) => [callee.id, callee])) };
  return checkCallees(graphOf(nodes, errorWorkflow), catalog, known).map(
    ({ severity, code, path }) => `${severity} ${code} ${path}`,
  );
}
const field = 'parameters.workflow';

describe('a workflow that a node runs', () => {
  it.each([
    ['can be called', call({ workflow: 'typed' }), []],
    ['is not known: that is another check', call({ workflow: 'gone' }), []],
    ['of a node that is switched off', call({ workflow: 'new' }, { disabled: true }), []],
    ['is not published', call({ workflow: 'new' }), [`warning node.workflow-unpublished ${field}`]],
    ['is run as a draft', call({ workflow: 'new', version: 'draft' }), []],
    [
      'has no trigger for it',
      call({ workflow: 'plain' }),
      [`warning node.workflow-without-trigger ${field}`],
    ],
    [
      'is the workflow itself and cannot be called',
      call({ workflow: 'ME' }),
      [`error node.own-workflow-without-trigger ${field}`],
    ],
  ])('%s', (_what, node, problems) => {
    expect(found([node])).toEqual(problems);
  });

  it('is the workflow itself', () => {
    expect(found([trigger(), call({ workflow: 'me' })])).toEqual([`warning node.own-workflow ${field}`]);
    const switchedOff = { ...trigger(), settings: { disabled: true } };
    expect(found([switchedOff, call({ workflow: 'me' })])).toEqual([
      `error node.own-workflow-without-trigger ${field}`,
    ]);
  });
});

describe('what it is given', () => {
  const given = (inputs: object[]) => found([call({ workflow: 'typed', inputs })]);
  it.each([
    ['the items as they are', [], []],
    [
      'all of it',
      [
        { name: 'email', value: 'a@b.c' },
        { name: 'amount', value: '{{ 1 }}' },
      ],
      [],
    ],
    [
      'what is not asked for, too',
      [
        { name: 'email', value: 'x' },
        { name: 'more', value: 'x' },
      ],
      [],
    ],
    ['one too few', [{ name: 'amount', value: 1 }], ['warning node.input-missing parameters.inputs']],
    [
      'text for a number',
      [
        { name: 'email', value: 'x' },
        { name: 'amount', value: '12' },
      ],
      ['warning node.input-type parameters.inputs.1.value'],
    ],
  ])('%s', (_what, inputs, problems) => {
    expect(given(inputs)).toEqual(problems);
  });
});

describe('the error workflow', () => {
  const at = 'settings.errorWorkflow';
  it.each([
    ['rescue', []],
    ['gone', []],
    ['new', [`warning settings.error-workflow-unpublished ${at}`]],
    ['plain', [`warning settings.error-workflow-without-trigger ${at}`]],
  ])('%s', (id, problems) => {
    expect(found([], id)).toEqual(problems);
  });
});
