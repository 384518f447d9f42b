/** What a credential does to a request, and which texts must then be kept out of everything that is recorded. */
import type { HttpRequest } from '@/core/node-kit/executor';
import { type CredentialKind, kindInfo } from './kinds';

/** A credential that was opened. Held for one try of a step and no longer. */
export interface OpenCredential {
  kind: CredentialKind;
  name: string;
  hosts: readonly string[];
  /** All its values, the secret ones among them. */
  values: Readonly<Record<string, string>>;
}

/** The request with the credential in it; `token` is what a token service gave, for kinds that ask one. */
export function withCredential(
  request: HttpRequest,
  { kind, values }: OpenCredential,
  token: string | null,
): HttpRequest {
  switch (kind) {
    case 'header':
      return withHeader(request, values['name'] ?? '', values['value'] ?? '');
    case 'bearer':
      return withHeader(request, 'Authorization', `Bearer ${values['token'] ?? ''}`);
    case 'basic':
      return withHeader(
        request,
        'Authorization',
        basicHeader(values['user'] ?? '', values['password'] ?? ''),
      );
    case 'query': {
      const url = new URL(request.url);
      url.searchParams.set(values['name'] ?? '', values['value'] ?? '');
      return { ...request, url: url.href };
    }
    case 'oauth2-client-credentials':
      return withHeader(request, 'Authorization', `Bearer ${token ?? ''}`);
    case 'secret':
      return request;
  }
}

/** A header of the same name that the node sets itself gives way: two would be sent, and one of them unproven. */
function withHeader(request: HttpRequest, name: string, value: string): HttpRequest {
  const others = (request.headers ?? []).filter((header) => header.name.toLowerCase() !== name.toLowerCase());
  return { ...request, headers: [...others, { name, value }] };
}

/** RFC 7617, in UTF-8. */
export function basicHeader(user: string, password: string): string {
  return `Basic ${base64(`${user}:${password}`)}`;
}

/** The secret texts of a credential, and those made of them that do not contain them. */
export function secretTexts({ kind, values }: Pick<OpenCredential, 'kind' | 'values'>): string[] {
  const secrets = kindInfo(kind).fields.flatMap(({ name, secret }) => (secret ? [values[name] ?? ''] : []));
  // `Bearer xyz`: other sides repeat the last part alone.
  if (kind === 'header') secrets.push((values['value'] ?? '').split(' ').at(-1) ?? '');
  if (kind === 'basic') secrets.push(base64(`${values['user'] ?? ''}:${values['password'] ?? ''}`));
  if (kind === 'oauth2-client-credentials') {
    secrets.push(base64(`${values['clientId'] ?? ''}:${values['clientSecret'] ?? ''}`));
  }
  // What forms and addresses make of a blank is not what encodeURIComponent makes of it.
  return secrets.flatMap((secret) => [secret, new URLSearchParams([['', secret]]).toString().slice(1)]);
}

function base64(text: string): string {
  const bytes = new TextEncoder().encode(text);
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
}
