import type { FileRef } from '@/core/items/item';
import type { CodeItem, ExecutorFor, OutputItem, StaticData, StepContext } from '@/core/node-kit/executor';
import { NodeFailure } from '@/core/node-kit/node-failure';
import { codeScopeOf } from './code-scope';
import type { definition } from './definition';
import { fileBytesFor } from './file-bytes';
import { readStaticData, writeStaticData } from './static-data';

const LEVELS = { log: 'info', warn: 'warn', error: 'error' } as const;

/** Hands the source to the sandbox: users' code never runs in this process. */
export const executor: ExecutorFor<typeof definition> = {
  async execute(input, ctx) {
    const { source, mode, timeoutMs } = input.parameters;
    const items = input.items();
    const { scope } = input;
    const pause = () => ctx.sleep(0);
    const around = scope && (await codeScopeOf(source, { count: items.length, scope, pause }));
    const node = scope?.(0).self?.id ?? '';
    const staticData = around && (await readStaticData(ctx.memory, source, node));
    const fileBytes = await fileBytesFor(source, items, ctx);
    const result = await ctx.sandbox.runJavaScript({
      source,
      mode,
      goesOn: input.failuresLeaveBy !== undefined,
      items,
      ...(around
        ? { scope: { ...around, timezone: ctx.timezone, ...(staticData ? { staticData } : {}) } }
        : {}),
      ...(fileBytes ? { fileBytes } : {}),
      timeoutMs,
      now: ctx.now,
      seed: String(ctx.random()),
    });
    for (const line of result.console) ctx.log(LEVELS[line.level], line.text);
    keep(result.staticData, { ctx, node });
    const { failuresLeaveBy: errors = 'main' } = input;
    const outputs: Record<string, OutputItem[]> = {};
    for (const item of await withFiles(result.items, ctx)) {
      const { failed, ...whole } = item;
      if (failed)
        add(outputs, errors, { json: { error: failed }, ...(item.from ? { from: item.from } : {}) });
      else add(outputs, 'main', whole);
    }
    return { kind: 'done', outputs };
  },
};

function add(outputs: Record<string, OutputItem[]>, port: string, item: OutputItem): void {
  (outputs[port] ??= []).push(item);
}

function keep(
  changed: Partial<StaticData> | undefined,
  { ctx, node }: { ctx: StepContext; node: string },
): void {
  if (changed) writeStaticData(ctx.memory, changed, node);
}

/** The items with the files that the code made, kept like any other. */
async function withFiles(items: readonly CodeItem[], ctx: StepContext): Promise<Omit<CodeItem, 'made'>[]> {
  const whole: Omit<CodeItem, 'made'>[] = [];
  for (const { made, ...item } of items) {
    if (!made) {
      whole.push(item);
      continue;
    }
    const binary: Record<string, FileRef> = { ...item.binary };
    for (const [key, { name, mediaType, data }] of Object.entries(made)) {
      binary[key] = await ctx.files.write({ name, mediaType }, bytesOf(data, key));
    }
    whole.push({ ...item, binary });
  }
  return whole;
}

function bytesOf(data: string, key: string): Uint8Array {
  const compact = data.replace(/\s/g, '');
  if (!/^[A-Za-z0-9+/_-]*={0,2}$/.test(compact)) {
    throw NodeFailure.final(
      'code.bad-file',
      `The file "${key}" that the code made is not base64. Write its bytes as Buffer.from(…).toString('base64').`,
      { outcome: 'not-done' },
    );
  }
  return Buffer.from(compact, 'base64');
}
