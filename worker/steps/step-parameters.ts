/** A node's parameters: compiled once for each plan node, resolved for each item. */
import { compileParameters, type CompiledParameters } from '@/core/expression/resolve-parameters';
import type { ExpressionEnv } from '@/core/expression/scope';
import type { PlanNode } from '@/core/engine/types';
import { NodeFailure } from '@/core/node-kit/node-failure';

const compiled = new WeakMap<PlanNode, CompiledParameters>();

/** The compiled parameters of a plan node; plans are cached by graph hash, so this lasts as long as they do. */
export function compiledParametersOf(node: PlanNode): CompiledParameters {
  let known = compiled.get(node);
  if (!known) {
    known = compileParameters(node.definition.fields, node.parameters);
    compiled.set(node, known);
  }
  return known;
}

/** Parameters for one item. Throws NodeFailure naming the field when an expression or a value is wrong. */
export function resolveFor(
  parameters: CompiledParameters,
  env: () => ExpressionEnv,
): Record<string, unknown> {
  const result = parameters.resolve(env());
  if (result.ok) return result.value;
  const [first] = result.errors;
  throw NodeFailure.final(
    first?.error.code ?? 'parameter.invalid',
    first
      ? `${first.path}: ${first.error.message}`
      : 'A parameter of this node is wrong. Open the node and correct it.',
    {
      outcome: 'not-done',
      details: {
        problems: result.errors
          .slice(0, 10)
          .map(({ path, error }) => ({ path, code: error.code, message: error.message })),
      },
    },
  );
}
