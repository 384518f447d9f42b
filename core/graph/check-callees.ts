/**
 * The workflows that a workflow runs, or names for its failures: can they be started at all, and do they get what they
 * ask for? What they look like is told by the caller, and may change at any time; so these are warnings, but for a
 * workflow that calls itself and never can.
 */
import type { CallableWorkflow, TypedInput, WorkflowStarts } from '@/core/contracts/callable-workflow';
import type { Graph, GraphNode } from '@/core/contracts/portable-workflow';
import type { Problem } from '@/core/errors/problem';
import type { Catalog } from '@/core/node-kit/definition';
import { hasExpression } from '@/core/node-kit/visible-fields';
import { pickedWorkflows } from './check-references';
import { startsOf } from './workflow-starts';

/** What is known of other workflows. Those that are not known are passed over: whether they exist is another check. */
export interface KnownCallees {
  /** The workflow that is checked. */
  self: string;
  workflows: ReadonlyMap<string, CallableWorkflow>;
}

/** Problems of what is called. Linear. */
export function checkCallees(graph: Graph, catalog: Catalog, known: KnownCallees): Problem[] {
  return [
    ...checkErrorWorkflow(graph, known),
    ...graph.nodes.flatMap((node) => {
      if (node.settings.disabled) return [];
      return pickedWorkflows(node, catalog).flatMap(({ field, id }) =>
        isSelf(id, known)
          ? checkSelf(node, field, startsOf(graph.nodes, catalog))
          : checkCall(node, field, known.workflows.get(id)),
      );
    }),
  ];
}

function isSelf(id: string, known: KnownCallees): boolean {
  return id.toLowerCase() === known.self.toLowerCase();
}

function checkErrorWorkflow({ settings }: Graph, known: KnownCallees): Problem[] {
  const callee = settings.errorWorkflow === null ? undefined : known.workflows.get(settings.errorWorkflow);
  if (!callee || isSelf(callee.id, known)) return [];
  const at = { severity: 'warning', nodeId: null, path: 'settings.errorWorkflow' } as const;
  const params = { workflow: callee.name };
  if (callee.published === null) {
    return [
      {
        ...at,
        code: 'settings.error-workflow-unpublished',
        message: `The error workflow "${callee.name}" is not published, so it is not started when a run fails.`,
        params,
        fix: 'Publish it, or choose another one.',
      },
    ];
  }
  if (callee.published.takesFailures) return [];
  return [
    {
      ...at,
      code: 'settings.error-workflow-without-trigger',
      message: `The error workflow "${callee.name}" has no trigger for failures, so it is not started when a run fails.`,
      params,
      fix: 'Give it a trigger "When a run fails" and publish it, or choose another one.',
    },
  ];
}

function checkSelf(node: GraphNode, field: string, starts: WorkflowStarts): Problem[] {
  const at = { nodeId: node.id, path: `parameters.${field}`, params: { node: node.name } } as const;
  if (!starts.canBeCalled) {
    return [
      {
        ...at,
        severity: 'error',
        code: 'node.own-workflow-without-trigger',
        message: `"${node.name}" runs this workflow itself, which cannot be called.`,
        fix: 'Give this workflow a trigger "When called by a workflow", or choose another one.',
      },
    ];
  }
  return [
    {
      ...at,
      severity: 'warning',
      code: 'node.own-workflow',
      message: `"${node.name}" runs this workflow itself. Each of these runs may start the next ones, until a limit ends them all.`,
      fix: 'Make sure that a condition before it comes to an end, or choose another workflow.',
    },
    ...checkInputs(node, starts.inputs),
  ];
}

function checkCall(node: GraphNode, field: string, callee: CallableWorkflow | undefined): Problem[] {
  if (!callee) return [];
  const at = { severity: 'warning', nodeId: node.id, path: `parameters.${field}` } as const;
  const params = { node: node.name, workflow: callee.name };
  const starts = node.parameters['version'] === 'draft' ? callee.draft : callee.published;
  if (starts === null) {
    return [
      {
        ...at,
        code: 'node.workflow-unpublished',
        message: `"${node.name}" runs "${callee.name}", which is not published.`,
        params,
        fix: 'Publish it, or run its draft.',
      },
    ];
  }
  if (starts.canBeCalled) return checkInputs(node, starts.inputs);
  return [
    {
      ...at,
      code: 'node.workflow-without-trigger',
      message: `"${node.name}" runs "${callee.name}", which cannot be called.`,
      params,
      fix: 'Give that workflow a trigger "When called by a workflow", or choose another one.',
    },
  ];
}

/** Inputs that are named must be those that are wanted. With none named the items go over as they are: nobody knows. */
function checkInputs(node: GraphNode, wanted: readonly TypedInput[]): Problem[] {
  const given = node.parameters['inputs'];
  if (!Array.isArray(given) || wanted.length === 0) return [];
  const rows = new Map<string, { index: number; value: unknown }>();
  for (const [index, row] of given.entries()) {
    if (row === null || typeof row !== 'object' || Array.isArray(row)) continue;
    if (typeof row['name'] === 'string' && row['name'] !== '')
      rows.set(row['name'], { index, value: row['value'] });
  }
  if (rows.size === 0) return [];
  return wanted.flatMap((input): Problem[] => {
    const row = rows.get(input.name);
    const at = { severity: 'warning', nodeId: node.id } as const;
    if (!row) {
      if (!input.required) return [];
      return [
        {
          ...at,
          path: 'parameters.inputs',
          code: 'node.input-missing',
          message: `"${node.name}" does not give the input "${input.name}", which the workflow wants.`,
          params: { node: node.name, input: input.name },
          fix: `Add "${input.name}" to the inputs.`,
        },
      ];
    }
    const found = writtenType(row.value);
    if (found === null || input.type === 'any' || found === input.type) return [];
    return [
      {
        ...at,
        path: `parameters.inputs.${row.index}.value`,
        code: 'node.input-type',
        message: `"${node.name}" gives a ${found} for the input "${input.name}", but a ${input.type} is wanted.`,
        params: { node: node.name, input: input.name, found, wanted: input.type },
        fix: 'Write it as an expression, such as {{ 12 }} or {{ $json.total }}.',
      },
    ];
  });
}

/** The type of what is written out; null for an expression, whose value only the run knows, and for nothing. */
function writtenType(value: unknown): string | null {
  if (value === undefined || value === null || hasExpression(value)) return null;
  return Array.isArray(value) ? 'array' : typeof value;
}
