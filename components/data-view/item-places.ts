/** Items of a run gathered by the step and port that gave them. Pure. */

export interface StepPlaces {
  step: string;
  port: string;
  /** The first of them, in their order. */
  indexes: number[];
  count: number;
}

/** Numbers that are told of one step. */
const TOLD = 8;

/** In the order in which the steps come first. */
export function groupPlaces(
  places: readonly { step: string; port: string; index: number }[],
): readonly StepPlaces[] {
  const groups = new Map<string, { step: string; port: string; all: number[] }>();
  for (const { step, port, index } of places) {
    const key = `${step}\n${port}`;
    const group = groups.get(key);
    if (group) group.all.push(index);
    else groups.set(key, { step, port, all: [index] });
  }
  return [...groups.values()].map(({ step, port, all }) => ({
    step,
    port,
    indexes: all.sort((one, other) => one - other).slice(0, TOLD),
    count: all.length,
  }));
}
