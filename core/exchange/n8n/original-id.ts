import type { Graph } from '@/core/contracts/portable-workflow';
import { unseal } from './envelope';
import { own } from './safe-value';

/** Stands for the workflow that runs itself, until it has an id here. No id of n8n's has this form. */
export const THIS_WORKFLOW = 'this-workflow';

/** The id that an imported workflow had in n8n, or null. */
export function originalIdOf(graph: Graph): string | null {
  const id = own(unseal(graph.imported), 'rest', 'id');
  return typeof id === 'string' && id !== '' ? id : null;
}

/** The id in n8n of the workflow that runs when this one fails, or null. It has no meaning here but among its companions. */
export function originalErrorWorkflowOf(graph: Graph): string | null {
  const id = own(unseal(graph.imported), 'rest', 'settings', 'errorWorkflow');
  return typeof id === 'string' && id !== '' ? id : null;
}
