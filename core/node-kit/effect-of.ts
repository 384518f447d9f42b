/** What a node does to the world, as far as its parameters tell before they are resolved. */
import type { JsonObject } from '@/core/items/item';
import type { EffectKind, NodeDefinition } from './definition';
import { hasExpression } from './visible-fields';

/** The effect; an expression in the deciding field counts as a write, since it may become one. */
export function effectOf(
  definition: Pick<NodeDefinition, 'effect' | 'fields'>,
  parameters: JsonObject,
): EffectKind {
  const { effect } = definition;
  if (typeof effect === 'string') return effect;
  const fallback = definition.fields.find((field) => field.name === effect.byField)?.default;
  const value = Object.hasOwn(parameters, effect.byField) ? parameters[effect.byField] : fallback;
  return typeof value === 'string' && !hasExpression(value) && effect.read.includes(value)
    ? 'read'
    : effect.otherwise;
}
