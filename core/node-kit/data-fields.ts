/**
 * Fields that several nodes for data have, so that they read and work the same in each. A node that wants one a little
 * different spreads it: `{ ...OUTPUT_FIELD, default: 'date' }`.
 */
import type { BooleanField, Field, SelectField, TextField } from './field';

/** Whether a dot in the name of a field reaches inside. */
export const DOTS_FIELD = {
  kind: 'boolean',
  name: 'dots',
  label: 'Dots reach inside',
  help: 'Off: customer.name is one field whose name contains a dot.',
  expression: 'never',
  default: true,
} as const satisfies BooleanField;

/** What the node does, of several; its options and its default are the node's own. */
export const OPERATION_FIELD = {
  kind: 'select',
  name: 'operation',
  label: 'Do',
  expression: 'never',
} as const satisfies Omit<SelectField, 'options'>;

/** Where on the item the result goes. */
export const OUTPUT_FIELD = {
  kind: 'text',
  name: 'outputField',
  label: 'Write to field',
  default: 'data',
  maxLength: 500,
} as const satisfies TextField;

/** The result in a field that may be a nested one. */
export const NESTED_OUTPUT_FIELD = {
  ...OUTPUT_FIELD,
  help: 'Dots make nested fields.',
} as const satisfies TextField;

/** Whether the item keeps what it had beside the result. */
export const KEEP_FIELDS_FIELD = {
  kind: 'boolean',
  name: 'keepFields',
  label: 'Keep the other fields',
  default: false,
} as const satisfies BooleanField;

/** The file that is read. */
export const FILE_FIELD = {
  kind: 'text',
  name: 'file',
  label: 'File',
  help: 'The name of the file on the item.',
  default: 'data',
  maxLength: 200,
} as const satisfies TextField;

/** Where a file that was made is put. */
export const NEW_FILE_FIELD = {
  ...FILE_FIELD,
  label: 'Put the file under',
  help: 'Its name on the item.',
} as const satisfies TextField;

/** A switch that is off, of a form that has many of them. */
export function switchField<const N extends string, const W extends NonNullable<Field['showWhen']>>(
  name: N,
  label: string,
  showWhen: W,
) {
  return { kind: 'boolean', name, label, default: false, showWhen } as const satisfies BooleanField;
}
