/**
 * What n8n keeps in credentials. No file holds the secrets, so a node that needs one gets a name that stands for it
 * (`n8n/httpHeaderAuth/Shop key`) in its slot: whoever imports chooses what it means here, for all nodes at once.
 */
import { toStorableText } from '@/core/graph/inspect-input';
import { isPlainObject } from '@/core/items/plain-json';
import type { CredentialSlot } from '@/core/node-kit/definition';
import type { NodeContext } from './context';
import { textOf } from './safe-value';
import type { SourceNode } from './source';

/** A credential as a node of n8n's names it. */
export interface SourceCredential {
  /** n8n's name of the kind: `httpHeaderAuth`. */
  type: string;
  name: string;
}

/** Kinds that n8n's own ones become; what a service asks for (`slackApi`) is for a person to say. */
const KINDS: Readonly<Record<string, string>> = {
  httpHeaderAuth: 'header',
  httpBasicAuth: 'basic',
  httpQueryAuth: 'query',
  httpBearerAuth: 'bearer',
  oAuth2Api: 'oauth2-client-credentials',
  jwtAuth: 'secret',
  totpApi: 'secret',
  crypto: 'secret',
};

/** What cannot be done with a header, a query or a token. */
const BEYOND = /^(httpDigestAuth|httpSslAuth|oAuth1Api|aws|httpCustomAuth)$/;

/** How versions 1 and 2 of HTTP Request and the webhook name them. */
const OLD_NAMES: Readonly<Record<string, string>> = {
  headerAuth: 'httpHeaderAuth',
  basicAuth: 'httpBasicAuth',
  queryAuth: 'httpQueryAuth',
  digestAuth: 'httpDigestAuth',
  oAuth1: 'oAuth1Api',
  oAuth2: 'oAuth2Api',
  jwtAuth: 'jwtAuth',
};

const MAX_NAME = 150;

/** The credentials that a node names. */
export function sourceCredentials({ raw }: Pick<SourceNode, 'raw'>): SourceCredential[] {
  const value = raw['credentials'];
  if (!isPlainObject(value)) return [];
  return Object.entries(value).flatMap(([type, given]): SourceCredential[] => {
    if (given === null || given === undefined) return [];
    const name = isPlainObject(given) ? given['name'] : given;
    return [{ type: toStorableText(type), name: typeof name === 'string' ? toStorableText(name) : '' }];
  });
}

/** The name that stands for a credential of n8n's until somebody chose one. */
export function credentialKey({ type, name }: SourceCredential): string {
  return `n8n/${type.slice(0, MAX_NAME)}/${name.slice(0, MAX_NAME)}`;
}

/** Kinds that may stand for it in a slot: its own counterpart where there is one, else all that the slot takes. */
export function kindsFor(type: string, slot: CredentialSlot): readonly string[] {
  const kind = Object.hasOwn(KINDS, type) ? KINDS[type] : undefined;
  return kind !== undefined && slot.kinds.includes(kind) ? [kind] : slot.kinds;
}

/**
 * The credential by which an HTTP Request signs in: null for none, and for ways that have no counterpart here, which is
 * told.
 */
export function requestCredential(context: NodeContext): string | null {
  const way = context.choice('none', 'authentication');
  const named = textOf(context.get('nodeCredentialType')) || textOf(context.get('genericAuthType'));
  if (way === 'none' || way === '') return null;
  const type = named || (Object.hasOwn(OLD_NAMES, way) ? (OLD_NAMES[way] ?? '') : '');
  const given = sourceCredentials(context.node);
  const found = given.find((one) => one.type === type) ?? (type === '' ? given[0] : undefined);
  const wanted = found ?? { type, name: '' };
  if (wanted.type === '' || BEYOND.test(wanted.type)) {
    context.remark('http.authentication', { kind: wanted.type || way });
    return null;
  }
  return credentialKey(wanted);
}

/** The credential that callers of a webhook prove themselves by; null for ways that have no counterpart here. */
export function callerCredential(context: NodeContext, way: string): string | null {
  const type = Object.hasOwn(OLD_NAMES, way) ? OLD_NAMES[way] : undefined;
  if (type !== 'httpHeaderAuth' && type !== 'httpBasicAuth') return null;
  const found = sourceCredentials(context.node).find((one) => one.type === type);
  return credentialKey(found ?? { type, name: '' });
}

/** The credential of one of these types that the node names, if it does. */
export function namedCredential(context: NodeContext, types: readonly string[]): string | null {
  const found = sourceCredentials(context.node).find(({ type }) => types.includes(type));
  return found ? credentialKey(found) : null;
}
