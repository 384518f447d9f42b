import type pg from 'pg';

/** The stored graph (portable file, as JSON) by content hash, or undefined. Graphs never change, so callers may keep it. */
export async function findGraph(
  client: pg.Pool | pg.PoolClient,
  tenantId: string,
  hash: string,
): Promise<unknown> {
  const { rows } = await client.query<{ graph: unknown }>({
    name: 'find-graph',
    text: 'select graph from graphs where tenant_id = $1 and hash = $2',
    values: [tenantId, hash],
  });
  return rows[0]?.graph;
}
