/**
 * Workflows that call each other's webhooks could go round for ever. Each call to an own webhook says how deep it is in
 * a header; the intake hands the depth to the run it starts, and both ends refuse beyond the cap.
 */
export const CALL_DEPTH_HEADER = 'x-heddle-depth';

/** The depth a request says it has; 0 without header, and beyond every cap for anything that is no such number. */
export function readCallDepth(header: string | undefined): number {
  if (header === undefined) return 0;
  return /^[0-9]{1,3}$/.test(header) ? Number(header) : Number.POSITIVE_INFINITY;
}
