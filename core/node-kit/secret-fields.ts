/**
 * The fields of a secret that a person writes into the node, that lies in a credential, or that comes with the data. Which secret it is, how long
 * it may be and when it is asked for is the node's own: `{ ...SECRET_FIELD, label: 'Secret or key', maxLength: 20_000 }`.
 */
import type { CredentialSlot } from './definition';
import type { SelectField, TextField } from './field';

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
