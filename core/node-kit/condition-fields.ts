/** The fields that every node with conditions has, so that they read and work the same in each. */
import type { BooleanField, ConditionsField, SelectField } from './field';

/** What is compared. */
export const CONDITIONS_FIELD = {
  kind: 'conditions',
  name: 'conditions',
  label: 'Conditions',
  help: 'What is compared, how, and with what.',
  required: true,
  default: [{ left: '', operator: 'string.equals', right: '' }],
} as const satisfies ConditionsField;

/** Whether all must hold or one is enough. */
export const COMBINE_FIELD = {
  kind: 'select',
  name: 'combine',
  label: 'Combine',
  expression: 'never',
  options: [
    { value: 'all', label: 'All must be true' },
    { value: 'any', label: 'One is enough' },
  ],
  default: 'all',
} as const satisfies SelectField;

/** Letters count the same in upper and lower case. */
export const IGNORE_CASE_FIELD = {
  kind: 'boolean',
  name: 'ignoreCase',
  label: 'Ignore upper and lower case',
  expression: 'never',
  default: false,
} as const satisfies BooleanField;

/** Whether values are read as the type an operator compares. */
export const LOOSE_TYPES_FIELD = {
  kind: 'boolean',
  name: 'looseTypes',
  label: 'Convert types where needed',
  help: 'On: the text "12" counts as the number 12. Off: a value of the wrong type fails the step.',
  expression: 'never',
  default: true,
} as const satisfies BooleanField;
