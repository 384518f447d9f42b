/** Fields that several nodes for data have, so that they read and work the same in each. */
import type { BooleanField } from './field';

/** Whether a dot in the name of a field reaches inside. */
export const DOTS_FIELD = {
  kind: 'boolean',
  name: 'dots',
  label: 'Dots reach inside',
  help: 'Off: customer.name is one field whose name contains a dot.',
  expression: 'never',
  default: true,
} as const satisfies BooleanField;
