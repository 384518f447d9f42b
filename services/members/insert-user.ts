import type { Tx } from '@/infra/db/database';

/** Makes a person with a password, in a transaction whose scope names them. */
export async function insertUser(
  tx: Tx,
  input: { id: string; name: string; email: string; passwordHash: string; isDemo?: boolean },
): Promise<void> {
  await tx.user.create({
    data: {
      id: input.id,
      name: input.name,
      email: input.email.trim().toLowerCase(),
      isDemo: input.isDemo ?? false,
    },
    select: { id: true },
  });
  await tx.password.create({
    data: { userId: input.id, hash: input.passwordHash },
    select: { userId: true },
  });
}
