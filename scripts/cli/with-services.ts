/** The services as the command line uses them: the same as the web process, for as long as one command takes. */
import { randomUUID } from 'node:crypto';
import { vouchTenantScope, type TenantScope } from '@/core/access/tenant-scope';
import { UserProblem } from '@/core/errors/app-error';
import { createCatalog } from '@/core/node-kit/definition';
import { createFolderBlobStore } from '@/infra/blobs/folder-blob-store';
import { createReplies } from '@/infra/bus/replies';
import { systemClock } from '@/infra/clock/clock';
import { createDatabase } from '@/infra/db/database';
import { getEnv } from '@/infra/env/env';
import { createIds } from '@/infra/ids/ids';
import { createLog } from '@/infra/log/log';
import { createRunIntake } from '@/infra/queue/intake';
import { openTransport } from '@/infra/transport/transport';
import { loadVaultKeys } from '@/infra/vault/development-keys';
import { createVault } from '@/infra/vault/vault';
import { definitions } from '@/nodes/definitions.generated';
import type { ServiceDeps } from '@/services/deps';
import { withDatabaseUrl } from './with-database';

/** Opens everything that services need, runs `work`, and closes it again. */
export function withServices<T>(work: (deps: ServiceDeps) => Promise<T>): Promise<T> {
  return withDatabaseUrl(({ url }) => withServicesOf(url, work));
}

/** The same for a database whose address is known. */
export async function withServicesOf<T>(url: string, work: (deps: ServiceDeps) => Promise<T>): Promise<T> {
  const env = getEnv();
  // What a command says stands on its own; only what goes wrong inside is worth a line more.
  const log = createLog({ name: 'cli', level: 'error', destination: process.stderr });
  const db = createDatabase({ url, appConnections: 4, runnerConnections: 2, applicationName: 'heddle cli' });
  const databaseDirectUrl = env.databaseDirectUrl ?? url;
  const { redisUrl } = env;
  const transport = await openTransport({
    databaseUrl: url,
    databaseDirectUrl,
    redisUrl,
    runner: db.runner,
    log,
  });
  const { bus } = transport;
  // Workers look for work by themselves every second: soon enough for a person at a terminal.
  const hints = transport.openHintSender('drop');
  const replies = await createReplies({
    webId: `cli-${randomUUID().slice(0, 8)}`,
    bus,
    runner: db.runner,
    log,
  });
  const deps: ServiceDeps = {
    db,
    clock: systemClock,
    ids: createIds(systemClock),
    log,
    catalog: createCatalog(definitions),
    blobs: createFolderBlobStore(env.blobs),
    vault: createVault(await loadVaultKeys(env.encryptionKeys, env.dataDir)),
    hints,
    bus,
    intake: createRunIntake({ runner: db.runner, hints, bus }),
    replies,
  };
  try {
    return await work(deps);
  } finally {
    await replies.close();
    await bus.close();
    await db.close();
  }
}

/**
 * The right to act in a tenant as whoever runs this machine: the one named by `--tenant`, or the only one there is.
 * @throws UserProblem `cli.which-tenant`, `tenant.not-found`.
 */
export async function openTenant(deps: ServiceDeps, slug: string | undefined): Promise<TenantScope> {
  const { rows } = await deps.db.runner.query<{ id: string; slug: string }>(
    'select id, slug from tenants where $1::text is null or slug = $1 order by slug limit 20',
    [slug ?? null],
  );
  const [tenant, second] = rows;
  if (!tenant) {
    throw slug === undefined
      ? new UserProblem(
          'tenant.not-found',
          'There is no tenant yet. Start Heddle and open the set-up link first.',
        )
      : new UserProblem('tenant.not-found', `There is no tenant "${slug}".`);
  }
  if (second) {
    const names = rows.map((row) => row.slug).join(', ');
    throw new UserProblem('cli.which-tenant', `Name the tenant with --tenant SLUG. There are: ${names}.`);
  }
  return vouchTenantScope({
    tenantId: tenant.id,
    tenantSlug: tenant.slug,
    role: 'owner',
    actor: { kind: 'system', id: 'cli' },
  });
}
