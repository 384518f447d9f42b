/** What happened, line by line, for people and for comparing two simulations. */
export type Trace = (text: () => string) => void;

export interface Tracer {
  trace: Trace;
  lines: readonly string[];
}

/** With `keep` false nothing is put together at all. */
export function createTracer(now: () => number, keep: boolean): Tracer {
  const lines: string[] = [];
  if (!keep) return { trace: () => undefined, lines };
  return {
    lines,
    trace(text) {
      lines.push(`${now().toFixed(1).padStart(9)}  ${text()}`);
    },
  };
}
