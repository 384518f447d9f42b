/** Idempotency keys: an HMAC under a secret that each tenant has for ever, so the same effect always has the same key. */
import { createHmac } from 'node:crypto';
import type pg from 'pg';
import { Bug } from '@/core/errors/app-error';

/** Reads each tenant's secret once. */
export function createEffectKeys(runner: pg.Pool): (tenantId: string, text: string) => Promise<string> {
  const secrets = new Map<string, Promise<Buffer>>();

  async function load(tenantId: string): Promise<Buffer> {
    const { rows } = await runner.query<{ secret: Buffer }>(
      'select effect_secret as secret from tenants where id = $1',
      [tenantId],
    );
    const [row] = rows;
    if (!row) throw new Bug('tenant.missing', 'The tenant of this run is gone.', { details: { tenantId } });
    return row.secret;
  }

  return async (tenantId, text) => {
    let secret = secrets.get(tenantId);
    if (!secret) {
      secret = load(tenantId);
      secrets.set(tenantId, secret);
      secret.catch(() => secrets.delete(tenantId));
    }
    return createHmac('sha256', await secret)
      .update(text)
      .digest('hex');
  };
}
