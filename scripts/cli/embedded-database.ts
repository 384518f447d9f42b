/** The database that Heddle brings along: where its files lie, what it is called, how it is reached. */
import path from 'node:path';
import pg from 'pg';
import { startCluster, type Cluster } from '@/infra/embedded-postgres/cluster';

/** The database's name in the embedded cluster. */
export const EMBEDDED_DATABASE = 'heddle';

/** Folder of the cluster inside the data folder. */
export function clusterFolder(dataDir: string): string {
  return path.join(dataDir, 'database');
}

/** Starts or adopts the cluster and makes the database when it is missing. */
export async function startEmbeddedDatabase(dataDir: string): Promise<{ cluster: Cluster; url: string }> {
  const cluster = await startCluster({ dataDir: clusterFolder(dataDir) });
  const client = new pg.Client({ connectionString: cluster.superuserUrl('postgres') });
  await client.connect();
  try {
    const found = await client.query('select 1 from pg_database where datname = $1', [EMBEDDED_DATABASE]);
    if (found.rowCount === 0) await client.query(`create database ${EMBEDDED_DATABASE}`);
  } finally {
    await client.end();
  }
  return { cluster, url: cluster.superuserUrl(EMBEDDED_DATABASE) };
}
