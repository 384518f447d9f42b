/** The item lists inside a fact: what may lie in the blob store, whatever kind of fact it is. */
import type { PortData, PortOutputs } from '@/core/items/item';
import type { Fact } from './types';

/** Every list of items that the fact holds. */
export function dataOfFact(fact: Fact): PortData[] {
  const found: PortData[] = [];
  mapFactData(fact, (data) => {
    found.push(data);
    return data;
  });
  return found;
}

/** The fact with each of its lists of items replaced. */
export function mapFactData(fact: Fact, replace: (data: PortData) => PortData): Fact {
  switch (fact.kind) {
    case 'run-started':
    case 'step-succeeded':
      return { ...fact, outputs: mapOutputs(fact.outputs, replace) };
    case 'input-replaced':
      return { ...fact, data: replace(fact.data) };
    case 'step-iterating':
      return { ...fact, items: replace(fact.items) };
    case 'step-failed':
      if (fact.next.kind !== 'go-on') return fact;
      return { ...fact, next: { ...fact.next, outputs: mapOutputs(fact.next.outputs, replace) } };
    case 'run-finished':
      return fact.output ? { ...fact, output: { ...fact.output, data: replace(fact.output.data) } } : fact;
    default:
      return fact;
  }
}

function mapOutputs(outputs: PortOutputs, replace: (data: PortData) => PortData): PortOutputs {
  return Object.fromEntries(Object.entries(outputs).map(([port, data]) => [port, replace(data)]));
}
