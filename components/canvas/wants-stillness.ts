/** True where the person asked their system for less motion: what glides elsewhere jumps. */
export function wantsStillness(): boolean {
  return window.matchMedia('(prefers-reduced-motion: reduce)').matches;
}

/** How long the canvas may take to move, in milliseconds. */
export function glideFor(ms: number): number {
  return wantsStillness() ? 0 : ms;
}
