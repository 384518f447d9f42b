/** What a thread does: runs one job after another, each loaded when it is first asked for. */
import { parentPort } from 'node:worker_threads';
import type { Job } from '@/core/node-kit/executor';
import { NodeFailure } from '@/core/node-kit/node-failure';
import { transferable, type ThreadReply, type ThreadRequest } from './protocol';

export type Jobs = Readonly<Record<string, () => Promise<{ run: Job }>>>;

/** Answers the pool's requests for as long as the thread lives. */
export function serveJobs(jobs: Jobs): void {
  parentPort?.on('message', (request: ThreadRequest) => {
    void answer(jobs, request).then((reply) => parentPort?.postMessage(reply, transferable(reply)));
  });
}

async function answer(jobs: Jobs, { id, type, input }: ThreadRequest): Promise<ThreadReply> {
  try {
    const load = Object.hasOwn(jobs, type) ? jobs[type] : undefined;
    if (!load) throw new Error(`There is no job of "${type}".`);
    const { run } = await load();
    return { id, kind: 'done', output: await run(input as never) }; // typed where it is called: `ctx.offload<Job>`
  } catch (thrown) {
    if (thrown instanceof NodeFailure) {
      const { code, message, retryable, details } = thrown;
      return { id, kind: 'failed', code, message, retryable, details };
    }
    const error = thrown instanceof Error ? thrown : new Error(String(thrown));
    return { id, kind: 'crashed', message: error.message, stack: error.stack ?? '' };
  }
}
