/** The operators of conditions, as the inspector lists them and validation checks them. Evaluation is in core/items. */
import { findOperatorRow, type ConditionOperator } from '@/core/items/condition-operators';

export { CONDITION_OPERATORS } from '@/core/items/condition-operators';
export type { ConditionOperator } from '@/core/items/condition-operators';

/** The operator a name stands for, other spellings included (`number.gt`); undefined for an unknown one. */
export function findOperator(name: string): ConditionOperator | undefined {
  return findOperatorRow(name);
}
