import { copyJson } from '@/core/items/field-path';
import type { ExecutorFor } from '@/core/node-kit/executor';
import type { definition } from './definition';
import { PEOPLE } from './people';

export const executor: ExecutorFor<typeof definition> = {
  executeItem({ parameters: { give, limit } }) {
    const count = give === 'one' ? 1 : give === 'first' ? limit : PEOPLE.length;
    return PEOPLE.slice(0, count).map((person) => ({ json: copyJson(person) }));
  },
};
