/**
 * `test FILE…`: runs the examples that stand in workflow files on the running workers and compares. For people's own CI:
 * the exit code is 1 when one of them is not as it says.
 */
import { checkExample, type ExampleDifference } from '@/core/exchange/check-example';
import type { TenantScope } from '@/core/access/tenant-scope';
import type { Graph, WorkflowExample } from '@/core/contracts/portable-workflow';
import { UserProblem } from '@/core/errors/app-error';
import type { ServiceDeps } from '@/services/deps';
import { getRun } from '@/services/runs/get-run';
import { startRun } from '@/services/runs/start-run';
import { createWorkflow } from '@/services/workflows/create-workflow';
import { deleteWorkflow } from '@/services/workflows/delete-workflow';
import type { Command } from './command';
import { parseArguments } from './parse-arguments';
import { requireWorker } from './require-worker';
import { openTenant, withServices } from './with-services';
import { readWorkflowFile } from './workflow-file';

const USAGE = 'FILE… [--tenant SLUG]';

export const testCommand: Command = {
  usage: USAGE,
  summary: 'run the examples of workflow files and compare',
  example: 'test greet.yaml',
  async run({ args, cwd }) {
    const { words, options } = parseArguments(args, ['tenant'], `test ${USAGE}`);
    if (words.length === 0) throw new UserProblem('cli.no-file', 'Name the workflow file.');
    const graphs = await Promise.all(words.map((word) => readWorkflowFile(word, cwd)));
    await requireWorker();
    const failed = await withServices(async (deps) => {
      const scope = await openTenant(deps, options.tenant);
      let count = 0;
      for (const graph of graphs) count += await testGraph(deps, scope, graph);
      return count;
    });
    const total = graphs.reduce((sum, { examples = [] }) => sum + examples.length, 0);
    console.log(`${total - failed} passed, ${failed} failed`);
    if (failed > 0) process.exitCode = 1;
  },
};

/** How many examples are not as they say. The workflow is there for as long as they run. */
async function testGraph(deps: ServiceDeps, scope: TenantScope, graph: Graph): Promise<number> {
  const { examples = [] } = graph;
  if (examples.length === 0) console.log(`${graph.name}: no examples`);
  let failed = 0;
  const { id: workflowId } = await createWorkflow(deps, scope, { file: graph });
  try {
    for (const example of examples) {
      const differences = await testExample({ deps, scope, workflowId }, example);
      console.log(`${differences.length === 0 ? 'pass' : 'FAIL'}  ${graph.name} › ${example.name}`);
      for (const difference of differences) printDifference(difference);
      if (differences.length > 0) failed += 1;
    }
  } finally {
    await deleteWorkflow(deps, scope, { id: workflowId });
  }
  return failed;
}

async function testExample(
  at: { deps: ServiceDeps; scope: TenantScope; workflowId: string },
  example: WorkflowExample,
): Promise<ExampleDifference[]> {
  const { deps, scope, workflowId } = at;
  const { id } = await startRun(deps, scope, {
    ...{ workflowId, version: 'draft', wait: true },
    ...(example.trigger === undefined ? {} : { trigger: example.trigger }),
    ...(example.input.length === 0 ? {} : { input: example.input }),
  });
  return checkExample(example, await getRun(deps, scope, { id, outputs: true }));
}

function printDifference({ where, expected, found }: ExampleDifference): void {
  console.log(`      ${where}`);
  console.log(`        expected ${JSON.stringify(expected)}`);
  console.log(`        found    ${JSON.stringify(found)}`);
}
