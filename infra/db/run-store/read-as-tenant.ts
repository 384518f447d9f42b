import type pg from 'pg';

/** Runs SQL as one tenant: row-level security holds for everything `read` asks. Read-only. */
export async function readAsTenant<T>(
  app: pg.Pool,
  tenantId: string,
  read: (client: pg.PoolClient) => Promise<T>,
): Promise<T> {
  const client = await app.connect();
  let broken = false;
  try {
    await client.query('begin read only');
    await client.query({
      name: 'set-tenant',
      text: "select set_config('app.tenant_id', $1, true)",
      values: [tenantId],
    });
    const result = await read(client);
    await client.query('commit');
    return result;
  } catch (error) {
    await client.query('rollback').catch(() => (broken = true));
    throw error;
  } finally {
    client.release(broken);
  }
}
