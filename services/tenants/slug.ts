import { UserProblem } from '@/core/errors/app-error';
import type { Lookup } from '@/infra/db/lookup';

const MAX_LENGTH = 48;
const TRIES = 50;

/** The name as it may stand in an address: lower case letters, digits and dashes. */
export function slugFromName(name: string): string {
  const plain = name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll('ß', 'ss')
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, MAX_LENGTH - 4)
    .replace(/^-+|-+$/g, '');
  return plain.length >= 2 ? plain : 'team';
}

/** A slug that no tenant has: the wanted one or a refusal, or one made from the name and numbered where needed. */
export async function findFreeSlug(
  lookup: Lookup,
  input: { name: string; slug?: string | undefined },
): Promise<string> {
  if (input.slug !== undefined) {
    if (await lookup.tenantBySlug(input.slug)) throw slugTaken(input.slug);
    return input.slug;
  }
  const base = slugFromName(input.name);
  for (let number = 1; number <= TRIES; number += 1) {
    const slug = number === 1 ? base : `${base}-${number}`;
    if (!(await lookup.tenantBySlug(slug))) return slug;
  }
  throw slugTaken(base);
}

export function slugTaken(slug: string): UserProblem {
  return UserProblem.conflict('tenant.slug-taken', `The address "${slug}" is taken. Choose another one.`, {
    slug,
  });
}
