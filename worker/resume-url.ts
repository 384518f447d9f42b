import type pg from 'pg';
import { resumePath, resumeTokenInput } from '@/core/contracts/resume-address';
import { Bug } from '@/core/errors/app-error';
import { findTenantSlug } from '@/infra/db/run-store/find-run-origin';

/** Makes the address at which somebody outside may end the wait of a run. */
export function createResumeUrls(options: {
  runner: pg.Pool;
  publicUrl: string;
  /** An HMAC under the tenant's secret. */
  sign(tenantId: string, text: string): Promise<string>;
}): (tenantId: string, runId: string) => Promise<string> {
  return async (tenantId, runId) => {
    const [tenantSlug, token] = await Promise.all([
      findTenantSlug(options.runner, tenantId),
      options.sign(tenantId, resumeTokenInput(runId)),
    ]);
    if (tenantSlug === undefined) throw new Bug('tenant.missing', 'The tenant of this run is gone.');
    return `${options.publicUrl}${resumePath({ tenantSlug, runId, token })}`;
  };
}
