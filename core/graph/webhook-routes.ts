/** The addresses that a webhook node listens to. */
import type { GraphNode } from '@/core/contracts/portable-workflow';

export interface WebhookRoute {
  /** Without slashes at the ends. */
  path: string;
  /** Upper case. */
  method: string;
}

const DEFAULT_METHODS = ['POST'];

/** Path and method of each address; none while the path is empty. */
export function webhookRoutesOf(node: Pick<GraphNode, 'parameters'>): readonly WebhookRoute[] {
  const { path, methods } = node.parameters;
  if (typeof path !== 'string') return [];
  const trimmed = path.replace(/^\/+|\/+$/g, '');
  if (trimmed === '') return [];
  const named = Array.isArray(methods)
    ? methods.filter((method) => typeof method === 'string')
    : DEFAULT_METHODS;
  return [...new Set(named.map((method) => method.toUpperCase()))].map((method) => ({
    path: trimmed,
    method,
  }));
}

/** The credential that callers prove themselves by; empty where the node has none. */
export function callerOf({ credentials }: Pick<GraphNode, 'credentials'>): string {
  return Object.hasOwn(credentials, 'caller') ? (credentials['caller'] ?? '') : '';
}

/** What a path answers to: `:name` segments take anything, so how they are named makes no difference. */
export function routeShape(path: string): string {
  return path
    .split('/')
    .map((segment) => (segment.length > 1 && segment.startsWith(':') ? ':' : segment))
    .join('/');
}
