import { decideConditions } from '@/core/node-kit/decide-conditions';
import type { ExecutorFor, OutputItem } from '@/core/node-kit/executor';
import { NodeFailure } from '@/core/node-kit/node-failure';
import type { definition } from './definition';

export const executor: ExecutorFor<typeof definition> = {
  executeItem({ item, parameters }) {
    const { rules, fallback, matching, ignoreCase, looseTypes } = parameters;
    if (parameters.mode === 'expression') return { ports: { [portAt(parameters)]: [item] } };
    const ports: Record<string, OutputItem[]> = {};
    for (const [index, { port, conditions, combine }] of rules.entries()) {
      const options = { combine, ignoreCase, looseTypes };
      if (!decideConditions(conditions, options, `Rule ${index + 1} (${port}): `)) continue;
      ports[port] = [item];
      if (matching === 'first') break;
    }
    if (Object.keys(ports).length === 0 && fallback !== '') ports[fallback] = [item];
    return { ports };
  },
};

function portAt({ index, outputs }: { index: number; outputs: number }): string {
  if (Number.isInteger(index) && index >= 0 && index < outputs) return `output${index + 1}`;
  throw NodeFailure.final(
    'switch.no-such-output',
    `There is no output ${index}: the node has ${outputs}, counted from 0. Correct the expression or add outputs.`,
    { details: { index, outputs } },
  );
}
