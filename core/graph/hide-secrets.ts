/**
 * Differences as anyone may see them: that a secret changed is said, what it was and is now is not. Rows that came or
 * went as a whole are looked through as well.
 */
import type { FieldChange } from '@/core/contracts/graph-diff';
import type { Json } from '@/core/items/item';
import type { NodeDefinition } from '@/core/node-kit/definition';
import { secretPaths } from '@/core/node-kit/secret-paths';

/** Stands for a secret that is there. */
export const HIDDEN_SECRET = '••••••';

/** The changes of one node with its secrets hidden. Fields that hold a secret are marked. */
export function hideSecrets(
  changes: readonly FieldChange[],
  definitions: readonly (NodeDefinition | undefined)[],
): FieldChange[] {
  const secrets = definitions.flatMap((definition) =>
    definition ? secretPaths(definition).map((path) => ['parameters', ...path.split('.')]) : [],
  );
  if (secrets.length === 0) return [...changes];
  return changes.map((change) => {
    const at = change.path.split('.');
    const isSecret = secrets.some((secret) => secret.length === at.length && leadsTo(secret, at));
    const hidden = (value: Json | undefined) => (value === undefined ? undefined : hide(value, at, secrets));
    const before = hidden(change.before);
    const after = hidden(change.after);
    return {
      ...change,
      ...(before === undefined ? {} : { before }),
      ...(after === undefined ? {} : { after }),
      ...(isSecret ? { secret: true } : {}),
    };
  });
}

function hide(value: Json, at: readonly string[], secrets: readonly (readonly string[])[]): Json {
  const below = secrets.filter((secret) => leadsTo(secret, at));
  if (below.length === 0) return value;
  if (below.some((secret) => secret.length === at.length)) return value === '' ? '' : HIDDEN_SECRET;
  if (Array.isArray(value)) return value.map((row, index) => hide(row, [...at, String(index)], below));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [key, hide(inner, [...at, key], below)]),
  );
}

/** True when the place is the secret's, or one above it. `*` stands for any row. */
function leadsTo(secret: readonly string[], at: readonly string[]): boolean {
  return (
    at.length <= secret.length && at.every((part, index) => secret[index] === '*' || secret[index] === part)
  );
}
