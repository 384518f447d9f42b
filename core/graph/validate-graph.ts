/**
 * Everything that is wrong or doubtful in a workflow, all at once, the same for canvas, REST, CLI and publish. The
 * texts here are the English rendering; the browser translates by `code` and `params`.
 */
import type { Graph } from '@/core/contracts/portable-workflow';
import type { Problem } from '@/core/errors/problem';
import type { Catalog } from '@/core/node-kit/definition';
import { checkEdges } from './check-edges';
import { checkExpressions } from './check-expressions';
import { checkNode } from './check-node';
import { checkSchedules } from './check-schedules';
import { checkSettings } from './check-settings';
import { checkStructure } from './check-structure';
import { checkTriggers } from './check-triggers';
import { checkCycles } from './cycles';
import { indexGraph } from './traverse';
import type { ValidateMode, Validation } from './validation';

export interface ValidateOptions {
  /** `draft`: only what is wrong as it stands. `publish`: also what is missing before it can run. */
  mode: ValidateMode;
}

/** All problems, errors and warnings, in the order of the file. Linear in the size of the graph. */
export function validateGraph(graph: Graph, catalog: Catalog, options: ValidateOptions): Problem[] {
  const validation: Validation = {
    graph,
    catalog,
    index: indexGraph(graph),
    mode: options.mode,
    definitionOf: (node) => catalog.find(node.type, node.typeVersion),
  };
  return [
    ...checkStructure(graph),
    ...checkSettings(graph),
    ...checkNames(graph),
    ...graph.nodes.flatMap((node) => checkNode(node, validation)),
    ...checkExpressions(validation),
    ...checkEdges(validation),
    ...checkCycles(graph),
    ...checkTriggers(validation),
    ...checkSchedules(validation),
  ];
}

/** True when nothing stands against publishing. */
export function isPublishable(problems: readonly Problem[]): boolean {
  return problems.every((problem) => problem.severity !== 'error');
}

function checkNames(graph: Graph): Problem[] {
  const seen = new Set<string>();
  return graph.nodes.flatMap((node): Problem[] => {
    const isTaken = seen.has(node.name);
    seen.add(node.name);
    if (!isTaken) return [];
    return [
      {
        code: 'graph.duplicate-name',
        severity: 'error',
        nodeId: node.id,
        path: 'name',
        message: `Another node is called "${node.name}", too.`,
        params: { name: node.name },
        fix: 'Rename one of them, so that expressions can tell them apart.',
      },
    ];
  });
}
