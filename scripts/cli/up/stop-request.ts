/** Turns the signals that ask for an end into one promise. */

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Thrown through a start that was interrupted; nobody needs to read it. */
export class Interrupted extends Error {}

export interface StopRequest {
  /** Resolves with the reason. */
  readonly asked: Promise<string>;
  /** The result of `work`, or `Interrupted` as soon as an end is asked for. */
  orInterrupted<T>(work: Promise<T>): Promise<T>;
  ask(reason: string): void;
}

/** Listens from now on. A second signal calls `force`. */
export function listenForStop(force: () => void): StopRequest {
  let resolveAsked: (reason: string) => void = () => undefined;
  const asked = new Promise<string>((resolve) => (resolveAsked = resolve));
  let count = 0;
  for (const name of SIGNALS) {
    process.on(name, () => {
      count += 1;
      if (count === 1) resolveAsked(name);
      else force();
    });
  }
  const interrupted = asked.then(() => {
    throw new Interrupted();
  });
  interrupted.catch(() => undefined);
  return {
    asked,
    orInterrupted: (work) => Promise.race([work, interrupted]),
    ask: (reason) => resolveAsked(reason),
  };
}
