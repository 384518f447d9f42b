import type { Graph } from '@/core/contracts/portable-workflow';
import { unseal } from './envelope';
import { own } from './safe-value';

/** The id that an imported workflow had in n8n, or null. */
export function originalIdOf(graph: Graph): string | null {
  const id = own(unseal(graph.imported), 'rest', 'id');
  return typeof id === 'string' && id !== '' ? id : null;
}
