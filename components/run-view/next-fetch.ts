/** When the whole of a shown run is fetched again. Pure. */

/** How often a run that goes on is asked for, should an event be missed. */
const SAFETY_MS = 3000;
/** How soon a run that ended is asked for again when what was fetched is from before its end. */
const BEHIND_MS = 300;

/**
 * Milliseconds until the next fetch of the run that is shown; false = what is known is all there will be.
 *
 * An event can tell the end of a run while its first fetch, begun earlier, is still on its way. That answer lacks what
 * no event tells (output, flags), so it does not count as the last one.
 * @param endSeq number of the event that ended the run; null while it goes on
 * @param fetchedSeq number of the last event that the newest answer includes; null before any answer
 */
export function nextFetchMs(known: {
  endSeq: number | null;
  fetchedSeq: number | null;
  hasFailed: boolean;
}): number | false {
  const { endSeq, fetchedSeq, hasFailed } = known;
  if (endSeq === null) return SAFETY_MS;
  if (fetchedSeq !== null && fetchedSeq >= endSeq) return false;
  return hasFailed ? SAFETY_MS : BEHIND_MS;
}
