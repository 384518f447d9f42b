import type { ExecutorFor, OutputItem, StepContext } from '@/core/node-kit/executor';
import type { definition } from './definition';
import { inBatches } from './batch-gate';
import { buildRequest, type RequestParameters } from './build-request';
import { callOnce } from './call-once';
import { fetchPages } from './fetch-pages';
import { shapeOutput } from './shape-output';

/** For each item one call, or page after page. */
export const executor: ExecutorFor<typeof definition> = {
  async executeItem({ index, parameters }, ctx: StepContext) {
    if (!parameters.batches) return (await run(parameters, index, ctx)).result;
    const { batchSize: size, batchPauseMs: pauseMs } = parameters;
    return inBatches(ctx, { index, size, pauseMs }, () => run(parameters, index, ctx));
  },
};

async function run(
  parameters: RequestParameters,
  index: number,
  ctx: StepContext,
): Promise<{ result: OutputItem[]; wasSent: boolean }> {
  const built = buildRequest(parameters);
  if (parameters.pagination === 'none') {
    const { answer, wasSent } = await callOnce({ name: `request:${index}`, built, parameters }, ctx);
    return { result: shapeOutput([answer], parameters, ctx.now), wasSent };
  }
  const { pages, wasSent } = await fetchPages({ parameters, built, index }, ctx);
  return { result: shapeOutput(pages, parameters, ctx.now), wasSent };
}
