/**
 * Tells work to end early. It is an `AbortController` that is made when somebody asks for its signal: of a thousand steps
 * most end before anything looks, and controllers, their signals and listeners cost more than such a step itself.
 */
export class StepStop {
  private controller: AbortController | null = null;
  private listeners: Set<() => void> | null = null;
  private why: { reason: unknown } | null = null;

  get isStopped(): boolean {
    return this.why !== null;
  }

  /** What `stop` was first called with; undefined before. */
  get reason(): unknown {
    return this.why?.reason;
  }

  /** The same one at each look; aborted already where the stop came first. */
  get signal(): AbortSignal {
    if (!this.controller) {
      this.controller = new AbortController();
      if (this.why) this.controller.abort(this.why.reason);
    }
    return this.controller.signal;
  }

  /** Counts once. Those who wait for it are called before this returns, in the order in which they asked. */
  stop(reason: unknown = new Error('Stopped.')): void {
    if (this.why) return;
    this.why = { reason };
    const listeners = this.listeners;
    this.listeners = null;
    for (const listener of listeners ?? []) listener();
    this.controller?.abort(reason);
  }

  /** Calls once, when it is stopped from now on. Gives back what takes the call back. */
  onStop(listener: () => void): () => void {
    this.listeners ??= new Set();
    this.listeners.add(listener);
    return () => this.listeners?.delete(listener);
  }

  /** Throws the reason if it was stopped. */
  throwIfStopped(): void {
    if (this.why) throw this.why.reason;
  }
}
