/** Traps on the host: whoever reaches a prototype or the global object from an expression sets one off. */

let touched = 0;

const TARGETS: readonly object[] = [
  Object.prototype,
  Array.prototype,
  String.prototype,
  Number.prototype,
  Function.prototype,
  globalThis,
];

/** Sets the traps: a method `canary` on everything. */
export function armHost(): void {
  touched = 0;
  const canary = (): string => {
    touched++;
    return 'canary';
  };
  for (const target of TARGETS)
    Object.defineProperty(target, 'canary', { value: canary, configurable: true });
}

export function disarmHost(): void {
  for (const target of TARGETS) Reflect.deleteProperty(target, 'canary');
}

/** How often a trap went off. */
export function touches(): number {
  return touched;
}

/** Throws for anything but plain data all the way down: no function, no foreign prototype. */
export function assertPlain(value: unknown): void {
  const open = [value];
  const seen = new Set<object>();
  while (open.length > 0) {
    const next = open.pop();
    if (typeof next === 'function' || typeof next === 'symbol') throw new Error('a host value came out');
    if (typeof next !== 'object' || next === null || seen.has(next)) continue;
    seen.add(next);
    const prototype: unknown = Object.getPrototypeOf(next);
    if (prototype !== Object.prototype && prototype !== Array.prototype)
      throw new Error('a host object came out');
    for (const entry of Object.values(next)) open.push(entry);
  }
}
