/**
 * Workflows that call each other's webhooks could go round for ever. Each call to an own webhook says how deep it is in
 * a header; the intake hands the depth to the run it starts, and both ends refuse beyond the cap.
 */
export const CALL_DEPTH_HEADER = 'x-heddle-depth';
export const MAX_CALL_DEPTH = 16;

/** The depth a request says it has; 0 without header, and the cap plus one for anything that is no such number. */
export function readCallDepth(header: string | undefined): number {
  if (header === undefined) return 0;
  return /^[0-9]{1,3}$/.test(header) ? Number(header) : MAX_CALL_DEPTH + 1;
}

/** Workflows that call or start one another: as many runs in a row at most, the first one not counted. */
export const MAX_RUN_DEPTH = 20;
