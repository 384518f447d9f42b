/** The operators of conditions, as the inspector lists them and validation checks them. Evaluation is in core/items. */
export { CONDITION_OPERATORS } from '@/core/items/condition-operators';
export type { ConditionOperator } from '@/core/items/condition-operators';
