import path from 'node:path';
import { migrate } from '@/infra/db/migrate';
import type { DatabaseUrls } from './with-database';

/** Brings the schema up to date and says what was done. `root` is the clone. */
export async function prepareDatabase({ url, ownerUrl }: DatabaseUrls, root: string): Promise<string> {
  const applied = await migrate({
    ownerUrl,
    folder: path.join(root, 'prisma/migrations'),
    ...(url === ownerUrl ? {} : { appUrl: url }),
  });
  return applied.length === 0 ? 'up to date' : `${applied.length} applied`;
}
