import type pg from 'pg';
import { resumePath, resumeTokenInput } from '@/core/contracts/resume-address';
import { Bug } from '@/core/errors/app-error';
import { findTenantSlug } from '@/infra/db/run-store/find-run-origin';

/** Makes the address at which somebody outside may end the wait behind a step. */
export function createResumeUrls(options: {
  runner: pg.Pool;
  publicUrl: string;
  /** An HMAC under the tenant's secret. */
  sign(tenantId: string, text: string): Promise<string>;
}): (step: { tenantId: string; runId: string; key: string }) => Promise<string> {
  return async ({ tenantId, runId, key: step }) => {
    const [tenantSlug, token] = await Promise.all([
      findTenantSlug(options.runner, tenantId),
      options.sign(tenantId, resumeTokenInput(runId, step)),
    ]);
    if (tenantSlug === undefined) throw new Bug('tenant.missing', 'The tenant of this run is gone.');
    return `${options.publicUrl}${resumePath({ tenantSlug, runId, step, token })}`;
  };
}
