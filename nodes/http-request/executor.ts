import type { ExecutorFor, ItemInput, OutputItem, StepContext } from '@/core/node-kit/executor';
import type { definition } from './definition';
import { inBatches } from './batch-gate';
import { buildRequest, type RequestParameters } from './build-request';
import { callOnce } from './call-once';
import { fetchPages } from './fetch-pages';
import { withFile } from './save-file';
import { shapeOutput } from './shape-output';
import { withUpload } from './upload-body';

/** For each item one call, or page after page. */
export const executor: ExecutorFor<typeof definition> = {
  async executeItem(input, ctx: StepContext) {
    const { index, parameters } = input;
    if (!parameters.batches) return (await run(input, ctx)).result;
    const { batchSize: size, batchPauseMs: pauseMs } = parameters;
    return inBatches(ctx, { index, size, pauseMs }, () => run(input, ctx));
  },
};

async function run(
  { item, parameters, index }: ItemInput<RequestParameters>,
  ctx: StepContext,
): Promise<{ result: OutputItem[]; wasSent: boolean }> {
  const boundary = `heddle-${Buffer.from(ctx.randomBytes(12)).toString('hex')}`;
  const built = withUpload(buildRequest(parameters), parameters, { item, files: ctx.files, boundary });
  if (parameters.pagination === 'none') {
    const { answer, wasSent } = await callOnce({ name: `request:${index}`, built, parameters }, ctx);
    const items = shapeOutput([answer], parameters, ctx.now);
    return { result: await withFile(items, { answer, saveAs: parameters.saveAs, item }, ctx), wasSent };
  }
  const { pages, wasSent } = await fetchPages({ parameters, built, index }, ctx);
  return { result: shapeOutput(pages, parameters, ctx.now), wasSent };
}
