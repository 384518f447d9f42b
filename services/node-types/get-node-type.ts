import { demand, type TenantScope } from '@/core/access/tenant-scope';
import { UserProblem } from '@/core/errors/app-error';
import type { NodeDefinition } from '@/core/node-kit/definition';
import { nodeTypeDocument } from '@/core/node-kit/node-type-document';
import type { NodeTypeDocument } from '@/core/node-kit/node-type-document';
import type { ServiceDeps } from '@/services/deps';

/** One node type: its definition and all that follows from it. @throws UserProblem `node-type.not-found`. */
export async function getNodeType(
  deps: Pick<ServiceDeps, 'catalog'>,
  scope: TenantScope,
  input: { type: string; version?: number | undefined },
): Promise<{ definition: NodeDefinition; document: NodeTypeDocument }> {
  demand(scope, 'workflow:read');
  const definition = deps.catalog.find(input.type, input.version);
  if (!definition) throw UserProblem.notFound('node-type');
  return { definition, document: nodeTypeDocument(definition) };
}
