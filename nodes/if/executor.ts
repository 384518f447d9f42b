import { evaluateConditions, type ConditionProblem } from '@/core/items/conditions';
import type { ExecutorFor } from '@/core/node-kit/executor';
import { NodeFailure } from '@/core/node-kit/node-failure';
import type { definition } from './definition';

export const executor: ExecutorFor<typeof definition> = {
  executeItem({ item, parameters }) {
    const outcome = evaluateConditions(parameters.conditions, {
      combine: parameters.combine,
      ignoreCase: parameters.ignoreCase,
      looseTypes: parameters.looseTypes,
    });
    if (!outcome.ok)
      throw NodeFailure.final(outcome.problem.code, explain(outcome.problem), {
        details: { ...outcome.problem },
      });
    return { ports: { [outcome.value ? 'true' : 'false']: [item] } };
  },
};

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
