/** Which graphs are compared, as it stands in the address: `?from=2&to=draft`. */
import type { GraphRef } from '@/core/contracts/graph-diff';

/** One or two of them, the older first. */
export type Picked = readonly GraphRef[];

/** A reference from the address; undefined for anything that is none. */
export function readGraphRef(text: string | null): GraphRef | undefined {
  if (text === 'draft') return 'draft';
  return text !== null && /^[1-9]\d{0,8}$/.test(text) ? Number(text) : undefined;
}

/** The draft is newer than every version. */
function age(ref: GraphRef): number {
  return ref === 'draft' ? Number.POSITIVE_INFINITY : ref;
}

/** The older first. */
export function inOrder(refs: Picked): Picked {
  return [...refs].sort((a, b) => age(a) - age(b));
}

/** What is picked after a row was ticked or unticked: never more than two; a third takes the place of the first. */
export function togglePick(picked: Picked, ref: GraphRef): Picked {
  if (picked.includes(ref)) return picked.filter((other) => other !== ref);
  return inOrder([...picked, ref].slice(-2));
}

/** What is compared where the address says nothing: what is live with the draft, or the two newest. */
export function firstPick(workflow: {
  publishedVersion: number | null;
  draftChanged: boolean;
  versions: readonly number[];
}): Picked {
  const { publishedVersion, draftChanged, versions } = workflow;
  if (publishedVersion !== null && draftChanged) return [publishedVersion, 'draft'];
  const [newest, before] = versions;
  if (newest !== undefined && before !== undefined) return [before, newest];
  return newest === undefined ? [] : [newest, 'draft'];
}
