/** What a person gives for a credential, checked and parted into what is open and what is secret. */
import { type CredentialField, type CredentialKind, kindInfo } from './kinds';

export type FieldValues = Readonly<Record<string, string>>;

/** Why a value cannot be taken. */
export interface FieldFault {
  field: string;
  rule: 'required' | 'too-long' | 'form' | 'option' | 'unknown';
}

export type ReadFields =
  | {
      ok: true;
      open: Record<string, string>;
      /** null = what is stored stays. */
      secret: Record<string, string> | null;
      fault?: undefined;
    }
  | { ok: false; fault: FieldFault };

const HEADER_NAME = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;
// eslint-disable-next-line no-control-regex -- control characters are what is looked for
const NO_HEADER_VALUE = /[\u0000-\u0008\u000a-\u001f\u007f]|[^\u0000-\u00ff]/;
/** Set by the connection, or by us for every call. */
const OWN_HEADERS = new Set([
  ...['host', 'connection', 'content-length', 'transfer-encoding', 'expect', 'te', 'trailer', 'upgrade'],
  ...['keep-alive', 'proxy-connection'],
]);

/**
 * The values of a credential. With `stored`, which are the open ones of before, secrets that are left out or empty stay as
 * they are, and so do open ones that are left out.
 */
export function readFields(kind: CredentialKind, given: FieldValues, stored?: FieldValues): ReadFields {
  const { fields } = kindInfo(kind);
  const unknown = Object.keys(given).find((name) => !fields.some((field) => field.name === name));
  if (unknown !== undefined) return { ok: false, fault: { field: unknown.slice(0, 100), rule: 'unknown' } };
  const open: Record<string, string> = {};
  const secret: Record<string, string> = {};
  for (const field of fields) {
    const value = valueOf(field, given, stored);
    if (value === '' && field.secret && stored) continue;
    const rule = faultOf(field, value);
    if (rule) return { ok: false, fault: { field: field.name, rule } };
    (field.secret ? secret : open)[field.name] = value;
  }
  return { ok: true, open, secret: Object.keys(secret).length === 0 ? null : secret };
}

function valueOf(
  { name, secret, options }: CredentialField,
  given: FieldValues,
  stored?: FieldValues,
): string {
  const own = Object.hasOwn(given, name) ? (given[name] ?? '') : undefined;
  const before = stored && !secret && Object.hasOwn(stored, name) ? stored[name] : undefined;
  const value = own ?? before ?? '';
  // Blanks around a pasted value are never part of it; inside a key of several lines they may be.
  const clean = value.trim();
  return clean === '' ? (options?.[0] ?? '') : clean;
}

function faultOf(field: CredentialField, value: string): FieldFault['rule'] | null {
  if (value === '') return field.required ? 'required' : null;
  if (value.length > field.maxLength) return 'too-long';
  if (field.options && !field.options.includes(value)) return 'option';
  return field.form && !hasForm(field.form, value) ? 'form' : null;
}

function hasForm(form: NonNullable<CredentialField['form']>, value: string): boolean {
  if (form === 'header-name') return HEADER_NAME.test(value) && !OWN_HEADERS.has(value.toLowerCase());
  if (form === 'header-value') return !NO_HEADER_VALUE.test(value);
  // RFC 7617: the first colon ends the name.
  if (form === 'user') return !value.includes(':');
  return /^https?:\/\//i.test(value) && URL.canParse(value) && new URL(value).username === '';
}

/** True when a change leads the secret elsewhere than whoever typed it in agreed to. */
export function leadsElsewhere(
  kind: CredentialKind,
  before: { open: FieldValues; hosts: readonly string[] },
  after: { open: FieldValues; hosts: readonly string[] },
): boolean {
  const { fields, travels } = kindInfo(kind);
  const isMoved = fields.some(({ name, leads }) => leads === true && before.open[name] !== after.open[name]);
  return isMoved || (travels && after.hosts.some((host) => !before.hosts.includes(host)));
}
