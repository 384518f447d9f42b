import { decideConditions } from '@/core/node-kit/decide-conditions';
import type { ExecutorFor, OutputItem } from '@/core/node-kit/executor';
import type { definition } from './definition';

export const executor: ExecutorFor<typeof definition> = {
  executeItem({ item, parameters }) {
    const { rules, fallback, matching, ignoreCase, looseTypes } = parameters;
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
