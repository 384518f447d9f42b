/** Gives a command the database: the outside one, the embedded one that runs, or the embedded one for as long as it takes. */
import { getEnv } from '@/infra/env/env';
import { findCluster } from '@/infra/embedded-postgres/cluster';
import { clusterFolder, EMBEDDED_DATABASE, startEmbeddedDatabase } from './embedded-database';
import { claimInstance } from './up/instance';

export interface DatabaseUrls {
  url: string;
  /** For migrations. */
  ownerUrl: string;
}

/** Runs `work` with the database's addresses. An embedded database that was not running is stopped afterwards. */
export async function withDatabaseUrl<T>(work: (urls: DatabaseUrls) => Promise<T>): Promise<T> {
  const env = getEnv();
  if (env.databaseUrl !== null)
    return work({ url: env.databaseUrl, ownerUrl: env.databaseOwnerUrl ?? env.databaseUrl });
  const running = await findCluster({ dataDir: clusterFolder(env.dataDir) });
  if (running) {
    const url = running.superuserUrl(EMBEDDED_DATABASE);
    return work({ url, ownerUrl: url });
  }
  const instance = await claimInstance(env.dataDir);
  try {
    const { cluster, url } = await startEmbeddedDatabase(env.dataDir);
    try {
      return await work({ url, ownerUrl: url });
    } finally {
      await cluster.stop();
    }
  } finally {
    await instance.release();
  }
}
