/** What the steps of a played run do: from their keys and the seed of their world alone, so that it is the same in every play. */
import type { PlanNode, StepKey } from '@/core/engine/types';
import type { PortOutputs } from '@/core/items/item';
import type { OnItemError } from '@/core/node-kit/executor';
import { createRandom, hashText } from './random-numbers';

/** What a step does, from its key alone. */
export function scriptOf(step: StepKey, world: number) {
  const random = createRandom(hashText(`${world} ${step}`));
  const suspends = [null, null, null, 'time' as const, 'signal' as const][Math.floor(random() * 5)] ?? null;
  return { suspends, failures: random() < 0.7 ? 0 : Math.floor(random() * 4), retryable: random() < 0.8 };
}

/** What a loop hands out, from its key alone. Batches may be empty, though the worker leaves such ones out. */
export function batches(node: PlanNode, step: StepKey, given: { world: number; onItemError?: OnItemError }) {
  const random = createRandom(hashText(`loop ${given.world} ${step}`));
  const sizes = Array.from({ length: Math.floor(random() * 4) }, () => Math.floor(random() * 3));
  const count = sizes.reduce((sum, size) => sum + size, 0);
  const ways = ['stop', 'continue', 'collect'] as const;
  return {
    items: { count, items: Array.from({ length: count }, (_, index) => ({ json: { step, index } })) },
    sizes,
    concurrency: node.type === 'map' ? 1 + Math.floor(random() * 3) : 1,
    onItemError: given.onItemError ?? ways[Math.floor(random() * 3)] ?? 'stop',
  };
}

/** Beyond this pass of a cycle nothing leaves by a port `false`, by which random graphs lead back. */
const LAST_PASS = 2;

/** What a step gives, from its key alone: each port is dead one time in three. */
export function outputs(step: StepKey, ports: readonly string[], world: number): PortOutputs {
  const random = createRandom(hashText(`out ${world} ${step}`));
  return Object.fromEntries(
    ports.map((port) => {
      const drawn = Math.floor(random() * 3);
      const isTired =
        port === 'false' && [...step.matchAll(/~:(\d+)/g)].some(([, pass]) => Number(pass) >= LAST_PASS);
      const count = step === 't' ? 1 : isTired ? 0 : drawn;
      return [
        port,
        { count, items: Array.from({ length: count }, (_, index) => ({ json: { step, port, index } })) },
      ];
    }),
  );
}
