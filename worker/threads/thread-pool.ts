/**
 * Jobs of node types in threads, so that reading a large file does not hold up the runs beside it. Threads start when
 * needed and end when idle; one that is told to stop, takes too long or takes too much memory is ended and replaced.
 * What is run are the product's own modules, never users' code: that has the sandbox.
 */
import { Worker } from 'node:worker_threads';
import type { StepContext } from '@/core/node-kit/executor';
import { NodeFailure } from '@/core/node-kit/node-failure';
import { transferable, type ThreadReply, type ThreadRequest } from './protocol';

export interface ThreadPoolOptions {
  /** The bundled `worker/threads/thread.ts`. */
  threadPath: string;
  /** Threads at once. Default 2. */
  size?: number;
  /** An idle thread ends after this. Default 30,000. */
  idleMs?: number;
  /** Longest time of one job, waiting not counted. Default 60,000. */
  timeMs?: number;
  /** What a thread may keep in memory, files not counted. Default 192. */
  memoryMegabytes?: number;
}

export interface ThreadPool {
  /** `ctx.offload` of one step. */
  offloadFor(tenantId: string, abort: AbortSignal): StepContext['offload'];
  /** Threads alive. */
  readonly size: number;
  close(): void;
}

interface Task {
  tenantId: string;
  type: string;
  input: unknown;
  settle(reply: ThreadReply | NodeFailure | Error): void;
}

interface Thread {
  worker: Worker;
  task: Task | null;
  timer: NodeJS.Timeout | null;
}

export function createThreadPool(options: ThreadPoolOptions): ThreadPool {
  const { size = 2, idleMs = 30_000, timeMs = 60_000, memoryMegabytes = 192 } = options;
  const threads = new Set<Thread>();
  let waiting: Task[] = [];
  let closed = false;
  let lastId = 0;

  function start(): Thread {
    const worker = new Worker(options.threadPath, {
      env: {},
      execArgv: [],
      resourceLimits: { maxOldGenerationSizeMb: memoryMegabytes, maxYoungGenerationSizeMb: 32 },
    });
    const thread: Thread = { worker, task: null, timer: null };
    worker.on('message', (reply: ThreadReply) => finish(thread, reply));
    worker.on('error', (error: NodeJS.ErrnoException) =>
      end(thread, error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? outOfMemory() : error),
    );
    worker.on('exit', () => end(thread, lost()));
    threads.add(thread);
    return thread;
  }

  function end(thread: Thread, reason: NodeFailure | Error): void {
    if (!threads.delete(thread)) return;
    if (thread.timer) clearTimeout(thread.timer);
    void thread.worker.terminate();
    const { task } = thread;
    thread.task = null;
    task?.settle(reason);
    next();
  }

  function finish(thread: Thread, reply: ThreadReply): void {
    const { task } = thread;
    if (!task) return;
    if (thread.timer) clearTimeout(thread.timer);
    thread.task = null;
    thread.timer = setTimeout(() => end(thread, lost()), idleMs);
    thread.timer.unref();
    thread.worker.unref();
    task.settle(reply);
    next();
  }

  /** Who has no thread yet comes before who has one; then in order. */
  function takeNext(): Task | undefined {
    const busy = new Set([...threads].map(({ task }) => task?.tenantId));
    const task = waiting.find(({ tenantId }) => !busy.has(tenantId)) ?? waiting[0];
    waiting = waiting.filter((other) => other !== task);
    return task;
  }

  function next(): void {
    if (closed || waiting.length === 0) return;
    const thread = [...threads].find(({ task }) => !task) ?? (threads.size < size ? start() : undefined);
    if (!thread) return;
    const task = takeNext();
    if (!task) return;
    if (thread.timer) clearTimeout(thread.timer);
    thread.task = task;
    thread.timer = setTimeout(() => end(thread, tooSlow(timeMs)), timeMs);
    thread.worker.ref();
    const request: ThreadRequest = { id: (lastId += 1), type: task.type, input: task.input };
    thread.worker.postMessage(request, transferable(task.input));
  }

  function drop(task: Task, reason: NodeFailure): void {
    const thread = [...threads].find((candidate) => candidate.task === task);
    if (thread) return end(thread, reason);
    waiting = waiting.filter((other) => other !== task);
    task.settle(reason);
  }

  const offloadFor: ThreadPool['offloadFor'] = (tenantId, abort) => (type, input) =>
    new Promise((resolve, reject) => {
      if (closed) return reject(lost());
      if (abort.aborted) return reject(stopped());
      const onAbort = (): void => drop(task, stopped());
      const task: Task = {
        ...{ tenantId, type, input },
        settle(reply) {
          abort.removeEventListener('abort', onAbort);
          if (reply instanceof Error) return reject(reply);
          // The type of the answer is that of the job, which the caller names.
          if (reply.kind === 'done') return resolve(reply.output as never);
          reject(errorOf(reply));
        },
      };
      abort.addEventListener('abort', onAbort, { once: true });
      waiting.push(task);
      next();
    });

  return {
    offloadFor,
    get size() {
      return threads.size;
    },
    close() {
      closed = true;
      for (const task of waiting) task.settle(lost());
      for (const thread of [...threads]) end(thread, lost());
    },
  };
}

function errorOf(reply: Exclude<ThreadReply, { kind: 'done' }>): Error {
  if (reply.kind === 'crashed') {
    const error = new Error(reply.message);
    error.stack = reply.stack;
    return error;
  }
  const { code, message, retryable, details } = reply;
  return retryable
    ? NodeFailure.retryable(code, message, { details })
    : NodeFailure.final(code, message, { details });
}

function outOfMemory(): NodeFailure {
  return NodeFailure.final(
    'step.out-of-memory',
    'This is more than can be read or written at once. Use a smaller file, or split it into parts.',
    { outcome: 'not-done' },
  );
}

function tooSlow(timeMs: number): NodeFailure {
  return NodeFailure.final(
    'step.too-slow',
    `This took longer than ${timeMs} ms of computing. Use a smaller file, or split it into parts.`,
    { outcome: 'not-done', details: { timeMs } },
  );
}

function stopped(): NodeFailure {
  return NodeFailure.final('step.aborted', 'This step was stopped before it ended.', { outcome: 'not-done' });
}

function lost(): NodeFailure {
  return NodeFailure.retryable('step.thread-lost', 'The worker ended while this was done. Try again.', {
    outcome: 'not-done',
  });
}
