/** Which places for credentials a node has, given its parameters: the same answer for form, checks and execution. */
import type { CredentialSlot, NodeDefinition } from './definition';
import type { Field } from './field';
import { visibilityOf } from './visible-fields';

/** The slots that count for these parameters. */
export function visibleSlots(
  definition: Pick<NodeDefinition, 'credentials' | 'fields'>,
  parameters: Readonly<Record<string, unknown>>,
): readonly CredentialSlot[] {
  return (definition.credentials ?? []).filter(({ slot, showWhen }) => {
    if (!showWhen) return true;
    const asField: Field = { kind: 'text', name: `credentials.${slot}`, label: slot, showWhen };
    return visibilityOf(asField, definition.fields, parameters) !== 'hidden';
  });
}
