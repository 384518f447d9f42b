import type { TypedInput } from '@/core/contracts/callable-workflow';
import type { PlanNode } from '@/core/engine/types';
import { typedInputs } from '@/core/graph/workflow-starts';
import type { Json, JsonObject } from '@/core/items/item';
import { NodeFailure } from '@/core/node-kit/node-failure';

/**
 * Checks what a workflow is called with against the inputs that its trigger names. Fields it does not name are let
 * through. `call` is the number of the call, from 0. Throws NodeFailure naming field and item.
 */
export function checkTypedInput(
  trigger: PlanNode,
  items: readonly { json: JsonObject }[],
  call: number,
): void {
  const inputs = typedInputs(trigger.parameters);
  if (inputs.length === 0) return;
  for (const [index, item] of items.entries()) {
    for (const input of inputs) {
      const value = Object.hasOwn(item.json, input.name) ? item.json[input.name] : undefined;
      const fault = faultOf(input, value);
      if (fault !== null) throw invalid({ input, fault, item: items.length === 1 ? call : index });
    }
  }
}

function faultOf({ type, required }: TypedInput, value: Json | undefined): string | null {
  if (value === undefined || value === null) return required ? 'is missing' : null;
  if (type === 'any' || typeOf(value) === type) return null;
  return `is ${typeOf(value)}, but ${type} is wanted`;
}

function typeOf(value: Exclude<Json, null>): string {
  return Array.isArray(value) ? 'array' : typeof value;
}

function invalid(at: { input: TypedInput; fault: string; item: number }): NodeFailure {
  return NodeFailure.final(
    'sub-workflow.invalid-input',
    `Item ${at.item}: the input “${at.input.name}” ${at.fault}. Set it in the node that calls this workflow.`,
    { outcome: 'not-done', details: { input: at.input.name, item: at.item } },
  );
}
