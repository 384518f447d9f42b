/** The address at which somebody outside ends a run's wait. */

/**
 * Path of the address. `step` is the key of the step that asks for it: the address ends the wait behind that step alone.
 * `token` proves that the run itself gave it out.
 */
export function resumePath(run: { tenantSlug: string; runId: string; step: string; token: string }): string {
  return `/hooks-resume/${run.tenantSlug}/${run.runId}/${escapeStep(run.step)}/${run.token}`;
}

/** The step in such a path; undefined for what no address holds. */
export function readResumeStep(segment: string): string | undefined {
  if (!/^(?:[A-Za-z0-9-]|_[0-9A-F]{2}){1,2000}$/.test(segment)) return undefined;
  try {
    return decodeURIComponent(segment.replaceAll('_', '%'));
  } catch {
    // No valid UTF-8.
    return undefined;
  }
}

/** The text under the HMAC that is the token. No idempotency key is made of such a text: those are JSON lists. */
export function resumeTokenInput(runId: string, step: string): string {
  return `resume:${runId}:${step}`;
}

/** Percent encoding with `_` for `%`, so that nothing on the way decodes it. */
function escapeStep(step: string): string {
  const encoded = encodeURIComponent(step);
  return encoded
    .replaceAll(/[^A-Za-z0-9%-]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`)
    .replaceAll('%', '_');
}
