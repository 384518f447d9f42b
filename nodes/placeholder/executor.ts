import type { ExecutorFor } from '@/core/node-kit/executor';
import { NodeFailure } from '@/core/node-kit/node-failure';
import type { definition } from './definition';

export const executor: ExecutorFor<typeof definition> = {
  execute(input) {
    const { originalType } = input.parameters;
    const what = originalType === '' ? 'a node of another product' : `"${originalType}"`;
    throw NodeFailure.final(
      'node.placeholder',
      `This stands for ${what}, which Heddle does not have. Replace it by another node, pin data to it, or switch it off.`,
      { outcome: 'not-done', details: { originalType } },
    );
  },
};
