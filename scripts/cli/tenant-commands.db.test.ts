import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PortableWorkflow } from '@/core/contracts/portable-workflow';
import { createWorkflow } from '@/services/workflows/create-workflow';
import { replaceDraft } from '@/services/workflows/replace-draft';
import { startRun } from '@/services/runs/start-run';
import { createTestProduct, type TestProduct } from '@/testing/product/test-product';
import {
  runsCancelCommand,
  runsGetCommand,
  runsListCommand,
  runsResumeCommand,
  runsRetryCommand,
} from './runs';
import { runsContinueCommand, runsPauseCommand, runsSignalCommand } from './steer-runs';
import { runsBulkCommand } from './decide-runs';
import { schedulesHistoryCommand, schedulesPreviewCommand } from './schedules';
import type { TenantCommand } from './tenant-command';
import { publishCommand, versionsDiffCommand, versionsListCommand, versionsRestoreCommand } from './versions';
import {
  tagsRemoveCommand,
  tagsSetCommand,
  templatesInstallCommand,
  templatesListCommand,
  workflowsListCommand,
} from './workflows';

let product: TestProduct;

beforeAll(async () => {
  product = await createTestProduct({ hints: 'drop' });
});
afterAll(() => product.close());

/** What the command prints. */
async function call<Option extends string>(
  command: TenantCommand<Option>,
  words: readonly string[],
  options: Partial<Record<Option, string>> = {},
): Promise<string[]> {
  const lines: string[] = [];
  const { deps, tenant } = product;
  await command.act({ deps, scope: tenant.scope, words, options, print: (line) => void lines.push(line) });
  return lines;
}

function aFile(greeting: string): PortableWorkflow {
  return {
    ...{ format: 'heddle.workflow/1', name: 'Greet' },
    nodes: [
      { id: 'start', type: 'manual-trigger', name: 'Start', position: { x: 0, y: 0 } },
      {
        ...{ id: 'greet', type: 'edit-fields', name: 'Greeting', position: { x: 200, y: 0 } },
        parameters: { assignments: [{ name: 'text', type: 'string', value: greeting }] },
      },
    ],
    edges: [{ id: 'e1', source: 'start', target: 'greet' }],
  };
}

describe('runs', () => {
  it('are listed, read, run again from a step with other items, and cancelled', async () => {
    const id = await product.publish(aFile('Hello {{ $json.name }}'));
    const started = await startRun(product.deps, product.tenant.scope, {
      ...{ workflowId: id, version: 'published' },
      input: { name: 'Ada' },
    });
    expect((await call(runsListCommand, [], { workflow: id, status: 'queued,running' }))[0]).toMatch(
      new RegExp(`^${started.id} {2}(queued|running) .*Greet v1`),
    );
    const worker = await product.startWorker();
    await product.until(started.id, (run) => run.status === 'succeeded');
    expect(JSON.parse((await call(runsGetCommand, [started.id]))[0] ?? '')).toMatchObject({
      status: 'succeeded',
      output: [{ json: { name: 'Ada', text: 'Hello Ada' } }],
    });
    expect(await call(runsListCommand, [], { workflow: id, status: 'failed' })).toEqual([
      'There is no such run.',
    ]);
    const [again = ''] = await call(runsRetryCommand, [started.id], {
      from: 'greet',
      input: '{"main": [{"json": {"name": "Grace"}}]}',
    });
    const second = await product.until(again, (run) => run.status === 'succeeded');
    expect(second.output).toEqual([{ json: { name: 'Grace', text: 'Hello Grace' } }]);
    await expect(call(runsResumeCommand, [started.id])).rejects.toMatchObject({ code: 'run.succeeded' });
    await worker.drain(1000);
    const waiting = await startRun(product.deps, product.tenant.scope, { workflowId: id, version: 1 });
    expect(await call(runsCancelCommand, [waiting.id])).toEqual([waiting.id]);
  });

  it('refuses what the options cannot mean', async () => {
    const { deps } = product;
    await expect(call(runsListCommand, [], { status: 'sleeping' })).rejects.toMatchObject({
      code: 'cli.bad-arguments',
    });
    await expect(call(runsListCommand, [], { from: 'yesterday' })).rejects.toMatchObject({
      code: 'cli.bad-arguments',
    });
    const retry = (options: object) => call(runsRetryCommand, [deps.ids.uuid7()], options);
    await expect(retry({ from: 'a', input: '{' })).rejects.toMatchObject({ code: 'cli.input-not-json' });
    await expect(retry({ from: 'a', input: '[1]' })).rejects.toMatchObject({ code: 'cli.bad-input' });
    await expect(retry({ mode: 'some' })).rejects.toMatchObject({ code: 'cli.bad-arguments' });
  });
});

describe('versions', () => {
  it('are published, listed, compared and restored', async () => {
    const { deps, tenant } = product;
    const { id } = await createWorkflow(deps, tenant.scope, { file: aFile('Hello') });
    expect(await call(publishCommand, [id], { note: 'first' })).toEqual(['1']);
    expect((await call(versionsListCommand, [id]))[0]).toMatch(/^v1 {2}.* published {2}first$/);
    expect(await call(versionsDiffCommand, [id, '1'])).toEqual(['Nothing changed.']);
    await replaceDraft(deps, tenant.scope, { id, file: aFile('Good day'), ifMatch: '*' });
    expect(await call(versionsDiffCommand, [id, '1', 'draft'])).toEqual([
      expect.stringMatching(/^~ Greeting: .*: "Hello" → "Good day"$/),
    ]);
    expect(await call(versionsRestoreCommand, [id, '1'])).toEqual(['The draft is version 1 again.']);
    expect(await call(versionsRestoreCommand, [id, '1'])).toEqual(['The draft is version 1 already.']);
  });

  it('a workflow with problems is told with each of them', async () => {
    const { deps, tenant } = product;
    const { id } = await createWorkflow(deps, tenant.scope, {});
    const lines: string[] = [];
    const publishing = publishCommand.act({
      ...{ deps, scope: tenant.scope, words: [id], options: {} },
      print: (line) => void lines.push(line),
    });
    await expect(publishing).rejects.toMatchObject({ code: 'workflow.has-problems' });
    expect(lines).toEqual([expect.stringMatching(/^error +graph\.no-trigger/)]);
  });
});

it('runs are paused, told what they wait for, and continued', async () => {
  const worker = await product.startWorker();
  const workflowId = await product.publish({
    ...{ format: 'heddle.workflow/1', name: 'Waits' },
    nodes: [
      { id: 'start', type: 'manual-trigger', name: 'Start', position: { x: 0, y: 0 } },
      {
        ...{ id: 'wait', type: 'wait', name: 'Wait', position: { x: 200, y: 0 } },
        parameters: { for: 'signal', signal: 'go' },
      },
    ],
    edges: [{ id: 'e1', source: 'start', target: 'wait' }],
  });
  const { id } = await startRun(product.deps, product.tenant.scope, { workflowId, version: 'published' });
  await product.until(id, (run) => run.status === 'waiting');
  expect(await call(runsPauseCommand, [id])).toEqual([id]);
  expect(await call(runsSignalCommand, [id, 'early'])).toEqual(['kept: no step waits for it yet']);
  expect(await call(runsSignalCommand, [id, 'go'], { payload: '{"n":1}' })).toEqual(['delivered']);
  await expect(call(runsSignalCommand, [id, 'a b'])).rejects.toThrow('Name the signal');
  expect(await call(runsContinueCommand, [id])).toEqual([id]);
  const run = await product.until(id, ({ status }) => status === 'succeeded');
  expect(run.output).toEqual([{ json: { n: 1 } }]);
  await worker.drain(1000);
});

describe('what there is', () => {
  it('workflows, made of templates too, and tags of their versions', async () => {
    expect(await call(templatesListCommand, [])).toContainEqual(expect.stringMatching(/^triage-orders {2}/));
    const [id = ''] = await call(templatesInstallCommand, ['triage-orders']);
    await call(publishCommand, [id]);
    expect(await call(workflowsListCommand, [], { search: 'triage' })).toEqual([
      expect.stringMatching(new RegExp(`^${id} {2}v1 {2}`)),
    ]);
    expect(await call(tagsSetCommand, [id, '1', 'stable'])).toEqual(['on version 1']);
    expect(await call(tagsRemoveCommand, [id, 'stable'])).toEqual(['was on version 1']);
    await expect(call(templatesInstallCommand, ['none'])).rejects.toMatchObject({
      code: 'template.not-found',
    });
    expect(await call(schedulesHistoryCommand, [id])).toEqual(['Its schedules have done nothing yet.']);
  });

  it('the next times of a schedule', async () => {
    const times = await call(schedulesPreviewCommand, ['0 9 * * *']);
    expect(times.length).toBeGreaterThan(1);
    for (const time of times) expect(time).toMatch(/T09:00:00/);
    await expect(call(schedulesPreviewCommand, ['0 25 * * *'])).rejects.toMatchObject({
      code: 'schedule.bad-cron',
    });
    await expect(call(schedulesPreviewCommand, [])).rejects.toMatchObject({ code: 'cli.bad-arguments' });
  });

  it('many runs at once', async () => {
    const id = product.deps.ids.uuid7();
    expect(
      (await call(runsBulkCommand, ['cancel', id])).map((line) => JSON.parse(line) as unknown),
    ).toMatchObject([{ id }]);
    await expect(call(runsBulkCommand, ['cancel'])).rejects.toMatchObject({ code: 'cli.bad-arguments' });
    await expect(call(runsBulkCommand, ['eat', id])).rejects.toMatchObject({ code: 'cli.bad-arguments' });
  });
});
