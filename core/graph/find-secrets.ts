/**
 * Literal secrets in ordinary parameters: a file is copied into chats and issues, a credential is not. Fields that are
 * made for secrets are redacted wherever they are shown, so they are left alone.
 */
import type { GraphNode } from '@/core/contracts/portable-workflow';
import type { Problem } from '@/core/errors/problem';
import type { Json } from '@/core/items/item';
import type { NodeDefinition } from '@/core/node-kit/definition';
import type { Field } from '@/core/node-kit/field';
import { hasExpression } from '@/core/node-kit/visible-fields';

// Each is a fixed prefix and one run of characters: linear on any input.
const TOKENS = [
  /\bsk-[A-Za-z0-9_-]{20,}/,
  /\b(?:ghp|gho|ghs|ghu)_[A-Za-z0-9]{30,}/,
  /\bgithub_pat_[A-Za-z0-9_]{30,}/,
  /\bxox[abeoprs]-[A-Za-z0-9-]{10,}/,
  /\bAKIA[0-9A-Z]{16}\b/,
  /\bAIza[0-9A-Za-z_-]{35}/,
  /\bhdl_[A-Za-z0-9_-]{20,}/,
  /\bBearer [A-Za-z0-9._~+/=-]{16,}/,
  /-----BEGIN [A-Z ]{0,20}PRIVATE KEY-----/,
];
const SECRET_NAMES: ReadonlySet<string> = new Set([
  ...['authorization', 'proxy-authorization', 'x-api-key', 'api-key', 'apikey', 'api_key', 'x-auth-token'],
  ...['access_token', 'client_secret', 'password', 'secret', 'token', 'cookie'],
]);
const LONGEST = 20_000;

/** A warning for each parameter that looks like it holds a secret. */
export function findSecrets(node: GraphNode, definition: NodeDefinition): Problem[] {
  return definition.fields.flatMap((field) => {
    const value = Object.hasOwn(node.parameters, field.name) ? node.parameters[field.name] : undefined;
    if (value === undefined || (field.kind === 'text' && field.secret)) return [];
    const path = secretIn(value, ['parameters', field.name], field);
    return path ? [warning(node, path)] : [];
  });
}

function secretIn(value: Json, path: readonly string[], field: Field): string | undefined {
  if (typeof value === 'string') return looksSecret(value) ? path.join('.') : undefined;
  if (typeof value !== 'object' || value === null) return undefined;
  if (field.kind === 'key-value' && isNamedSecret(value)) return [...path, 'value'].join('.');
  for (const [key, child] of Object.entries(value)) {
    const found = secretIn(child, [...path, key], field);
    if (found) return found;
  }
  return undefined;
}

/** A pair such as `authorization: …` with a value written out. */
function isNamedSecret(pair: Exclude<Json, null | boolean | number | string>): boolean {
  if (Array.isArray(pair)) return false;
  const { name, value } = pair;
  if (typeof name !== 'string' || typeof value !== 'string') return false;
  return SECRET_NAMES.has(name.trim().toLowerCase()) && value.trim().length >= 8 && !hasExpression(value);
}

function looksSecret(text: string): boolean {
  const part = text.length > LONGEST ? text.slice(0, LONGEST) : text;
  return part.length >= 16 && TOKENS.some((token) => token.test(part));
}

function warning(node: GraphNode, path: string): Problem {
  return {
    code: 'node.secret-in-parameter',
    severity: 'warning',
    nodeId: node.id,
    path,
    message: `"${node.name}" seems to hold a secret in plain sight; whoever sees or copies the workflow gets it.`,
    params: { node: node.name },
    fix: 'Keep it in a credential, and take this one out of use.',
  };
}
