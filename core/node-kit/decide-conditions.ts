/** Conditions as executors ask them: yes or no, or a failure of the step that says which condition and why. */
import {
  evaluateConditions,
  type Condition,
  type ConditionOptions,
  type ConditionProblem,
} from '@/core/items/conditions';
import { NodeFailure } from './node-failure';

/** Whether the conditions hold. `where` comes before the condition's number in the words of a failure. */
export function decideConditions(
  conditions: readonly Condition[],
  options: ConditionOptions,
  where = '',
): boolean {
  const outcome = evaluateConditions(conditions, options);
  if (outcome.ok) return outcome.value;
  throw NodeFailure.final(outcome.problem.code, where + explain(outcome.problem), {
    details: { ...outcome.problem },
  });
}

function explain(problem: ConditionProblem): string {
  const which = `Condition ${problem.index + 1} (${problem.operator})`;
  switch (problem.code) {
    case 'condition.unknown-operator':
      return `${which} uses an operator that does not exist. Choose one from the list.`;
    case 'condition.bad-pattern':
      return `${which} has a pattern that cannot be read: ${problem.pattern}. Correct the regular expression.`;
    case 'condition.wrong-type':
      return `${which} expects a ${problem.expected} on the ${problem.side}, but got a ${problem.found}. Choose another operator or convert the value first.`;
  }
}
