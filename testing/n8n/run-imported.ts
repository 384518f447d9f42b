/** Workflows in n8n's format, imported and run in memory: what the nodes of their kind give. For tests. */
import type { JsonObject } from '@/core/items/item';
import type { Sandbox } from '@/core/node-kit/executor';
import { runWorkflow, type WholeRun } from '@/testing/whole-run/run-workflow';
import { imported } from './import-one';
import { n8nConnections, n8nNode } from './workflows';

/** Name, type, version, parameters, and what else stands on the node. */
export type WrittenNode = readonly [
  name: string,
  type: string,
  version: number,
  parameters?: object,
  more?: object | undefined,
];

export interface WrittenWorkflow {
  nodes: readonly WrittenNode[];
  /** `[from, to, output, input]`; the trigger is called `Start`. */
  edges: Parameters<typeof n8nConnections>[0];
  /** By name: what nodes give without being run. */
  pinned?: Readonly<Record<string, readonly JsonObject[]>>;
  /** Default: what new workflows have. */
  settings?: object;
}

/** Imports the workflow and runs it from its trigger on, with its pinned data. */
export async function runImported(written: WrittenWorkflow, sandbox?: Sandbox): Promise<WholeRun> {
  const { nodes, edges, pinned = {}, settings = { executionOrder: 'v1' } } = written;
  const pinData = Object.fromEntries(
    Object.entries(pinned).map(([name, rows]) => [name, rows.map((json) => ({ json }))]),
  );
  const file = {
    ...{ name: 'N', settings, pinData, connections: n8nConnections(edges) },
    nodes: [
      n8nNode('Start', 'manualTrigger'),
      ...nodes.map(([name, type, version, parameters = {}, more = {}]) =>
        n8nNode(name, type, { version, parameters, ...more }),
      ),
    ],
  };
  return runWorkflow(imported(file).workflow, { pinned: true, ...(sandbox ? { sandbox } : {}) });
}

/** What one node gives for rows, by the name of the port; for a node of one output `main`. */
export async function giveTo(
  [type, version, parameters, more]: readonly [
    type: string,
    version: number,
    parameters: object,
    more: object,
  ],
  rows: readonly JsonObject[],
  sandbox?: Sandbox,
): Promise<unknown> {
  const nodes = [
    ['Rows', 'noOp', 1],
    ['Node', type, version, parameters, more],
  ] as const;
  const edges = [
    ['Start', 'Rows'],
    ['Rows', 'Node'],
  ] as const;
  const run = await runImported({ nodes, edges, pinned: { Rows: rows } }, sandbox);
  if (run.error) return { error: run.error.code };
  return byPort(run, 'Node');
}

/** What left a node of one output, else all by port; ports by which nothing left are not there. */
export function byPort(run: WholeRun, name: string): unknown {
  const [step] = [...run.state.steps.values()].filter((one) => one.nodeId === `id-${name}`);
  const ports = Object.entries(step?.outputs ?? {}).filter(([, { count }]) => count > 0);
  const given = Object.fromEntries(ports.map(([port]) => [port, run.jsonOf(name, port)]));
  const [only] = Object.keys(given);
  return Object.keys(given).length === 1 && only === 'main' ? given[only] : given;
}
