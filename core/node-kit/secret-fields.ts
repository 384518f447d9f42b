/**
 * The fields of a secret that a person writes into the node, that lies in a credential, or that comes with the data. Which secret it is, how long
 * it may be and when it is asked for is the node's own: `{ ...SECRET_FIELD, label: 'Secret or key', maxLength: 20_000 }`.
 */
import type { CredentialSlot } from './definition';
import type { SelectField, TextField } from './field';

/** How a JSON Web Token is signed. */
export const TOKEN_ALGORITHM_FIELD = {
  kind: 'select',
  name: 'algorithm',
  label: 'Algorithm',
  help: 'HS wants a secret; RS, PS and ES a key in PEM: private to sign, public to check.',
  options: [
    { value: 'HS256', label: 'HS256' },
    { value: 'HS384', label: 'HS384' },
    { value: 'HS512', label: 'HS512' },
    { value: 'RS256', label: 'RS256' },
    { value: 'RS384', label: 'RS384' },
    { value: 'RS512', label: 'RS512' },
    { value: 'ES256', label: 'ES256' },
    { value: 'ES384', label: 'ES384' },
    { value: 'ES512', label: 'ES512' },
    { value: 'PS256', label: 'PS256' },
    { value: 'PS384', label: 'PS384' },
    { value: 'PS512', label: 'PS512' },
  ],
  default: 'HS256',
} as const satisfies SelectField;

/** Where the secret comes from. */
export const SECRET_FROM_FIELD = {
  kind: 'select',
  name: 'secretFrom',
  label: 'The secret or key is',
  expression: 'never',
  options: [
    { value: 'here', label: 'Written here' },
    { value: 'credential', label: 'In a stored credential' },
    { value: 'value', label: 'In the data' },
  ],
  default: 'here',
} as const satisfies SelectField;

/** The secret itself, redacted wherever steps are shown. */
export const SECRET_FIELD = {
  kind: 'text',
  name: 'secret',
  label: 'Secret',
  help: 'Never shown in runs.',
  required: true,
  expression: 'never',
  secret: true,
  showWhen: { field: 'secretFrom', in: ['here'] },
} as const satisfies TextField;

/** The secret as an expression gives it. */
export const SECRET_VALUE_FIELD = {
  kind: 'text',
  name: 'secretValue',
  label: 'Value',
  default: '',
  showWhen: { field: 'secretFrom', in: ['value'] },
} as const satisfies TextField;

/** The place for the credential that holds the secret. */
export const SECRET_SLOT = {
  slot: 'secret',
  kinds: ['secret'],
  required: true,
  showWhen: { field: 'secretFrom', in: ['credential'] },
} as const satisfies CredentialSlot;
