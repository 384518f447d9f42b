/**
 * The kinds of credentials as data: what each asks for, which of it is secret, and whether it goes to hosts. Forms,
 * checks and the API follow from this table; what a kind does to a request stands in `use-credential`.
 */

export const CREDENTIAL_KINDS = [
  'header',
  'bearer',
  'basic',
  'query',
  'oauth2-client-credentials',
  'secret',
] as const;
export type CredentialKind = (typeof CREDENTIAL_KINDS)[number];

/** One value of a credential. Every value is a text. */
export interface CredentialField {
  name: string;
  /** Sealed when it is stored, and never given back. */
  secret: boolean;
  required: boolean;
  maxLength: number;
  /** What the value must look like. */
  form?: 'header-name' | 'header-value' | 'url' | 'user';
  /** The only values it may have; the first counts where none is given. */
  options?: readonly string[];
  /** May have several lines. */
  multiline?: true;
  /** Says where the secret travels: whoever changes it has to know the secret. */
  leads?: true;
}

export interface CredentialKindInfo {
  kind: CredentialKind;
  fields: readonly CredentialField[];
  /** Part of a request, and so bound to hosts. Others are read by nodes that work with them here. */
  travels: boolean;
}

/** Characters from which on a secret is taken out of what steps give. Shorter ones would hide half of every sentence. */
export const SHORTEST_HIDDEN = 6;

const SECRET = { secret: true, required: true, maxLength: 8000 } as const;
const OPEN = { secret: false, required: true, maxLength: 500 } as const;

const INFO: Readonly<Record<CredentialKind, CredentialKindInfo>> = {
  header: {
    kind: 'header',
    fields: [
      { ...OPEN, name: 'name', maxLength: 200, form: 'header-name', leads: true },
      { ...SECRET, name: 'value', form: 'header-value' },
    ],
    travels: true,
  },
  bearer: {
    kind: 'bearer',
    fields: [{ ...SECRET, name: 'token', form: 'header-value' }],
    travels: true,
  },
  basic: {
    kind: 'basic',
    fields: [
      { ...OPEN, name: 'user', form: 'user' },
      { ...SECRET, name: 'password' },
    ],
    travels: true,
  },
  query: {
    kind: 'query',
    fields: [
      { ...OPEN, name: 'name', maxLength: 200 },
      { ...SECRET, name: 'value' },
    ],
    travels: true,
  },
  'oauth2-client-credentials': {
    kind: 'oauth2-client-credentials',
    fields: [
      { ...OPEN, name: 'tokenUrl', maxLength: 2000, form: 'url', leads: true },
      { ...OPEN, name: 'clientId' },
      { ...SECRET, name: 'clientSecret' },
      { ...OPEN, name: 'scope', maxLength: 2000, required: false },
      { ...OPEN, name: 'sendAs', required: false, options: ['header', 'body'] },
    ],
    travels: true,
  },
  secret: {
    kind: 'secret',
    fields: [{ ...SECRET, name: 'value', maxLength: 20_000, multiline: true }],
    travels: false,
  },
};

/** What a kind asks for. */
export function kindInfo(kind: CredentialKind): CredentialKindInfo {
  return INFO[kind];
}

/** True for a kind that exists here. */
export function isCredentialKind(kind: string): kind is CredentialKind {
  return Object.hasOwn(INFO, kind);
}
