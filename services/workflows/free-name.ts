/** Names of workflows may stand twice; what the product names itself is numbered, so that a person can tell them apart. Pure. */

/** As long as a name may be. */
const MAX_NAME = 200;

/** The name itself when nobody has it, else the first free one of `Name (2)`, `Name (3)`, … Case makes no difference. */
export function freeName(name: string, taken: readonly string[]): string {
  const known = new Set(taken.map((one) => one.toLowerCase()));
  let free = name;
  for (let number = 2; known.has(free.toLowerCase()); number += 1) {
    const suffix = ` (${number})`;
    free = name.slice(0, MAX_NAME - suffix.length).trimEnd() + suffix;
  }
  return free;
}
