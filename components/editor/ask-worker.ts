/** Questions to a worker, answered in order of asking; each answer carries the number of its question. */

interface Answer<R> {
  id: number;
  result: R;
}

export interface AskedWorker<Q extends object, R> {
  /** Rejects when the worker cannot be started or fails. */
  ask(question: Q): Promise<R>;
  stop(): void;
}

/** A worker that is started with the first question and kept. */
export function askWorker<Q extends object, R>(start: () => Worker): AskedWorker<Q, R> {
  let worker: Worker | null = null;
  let count = 0;
  const open = new Map<number, { resolve(result: R): void; reject(error: Error): void }>();

  function fail(error: Error) {
    for (const { reject } of open.values()) reject(error);
    open.clear();
    worker?.terminate();
    worker = null;
  }

  function started(): Worker {
    if (worker) return worker;
    const made = start();
    made.onmessage = ({ data }: MessageEvent<Answer<R>>) => {
      open.get(data.id)?.resolve(data.result);
      open.delete(data.id);
    };
    made.onerror = (event) => fail(new Error(event.message));
    worker = made;
    return made;
  }

  return {
    ask: (question) =>
      new Promise<R>((resolve, reject) => {
        count += 1;
        open.set(count, { resolve, reject });
        try {
          started().postMessage({ id: count, ...question });
        } catch (error) {
          fail(error instanceof Error ? error : new Error(String(error)));
        }
      }),
    stop: () => fail(new Error('The worker was stopped.')),
  };
}
