/** The address at which somebody outside ends a run's wait. */

/** Path of the address; `token` proves that it was given out by the run itself. */
export function resumePath(run: { tenantSlug: string; runId: string; token: string }): string {
  return `/hooks-resume/${run.tenantSlug}/${run.runId}/${run.token}`;
}

/** The text under the HMAC that is the token. No idempotency key is made of such a text: those are JSON lists. */
export function resumeTokenInput(runId: string): string {
  return `resume:${runId}`;
}
