import { demand, type TenantScope } from '@/core/access/tenant-scope';
import type { NodeDefinition } from '@/core/node-kit/definition';
import { icons } from '@/nodes/definitions.generated';
import type { ServiceDeps } from '@/services/deps';

/** Every node type the tenant may use, newest versions, with icons as SVG text by type. */
export async function listNodeTypes(
  deps: Pick<ServiceDeps, 'catalog'>,
  scope: TenantScope,
  _input: Record<string, never>,
): Promise<{ definitions: NodeDefinition[]; icons: Record<string, string> }> {
  demand(scope, 'workflow:read');
  const definitions = [...deps.catalog.list()];
  const known = definitions.flatMap(({ type }): [string, string][] => {
    const icon = Object.hasOwn(icons, type) ? icons[type] : undefined;
    return icon === undefined ? [] : [[type, icon]];
  });
  return { definitions, icons: Object.fromEntries(known) };
}
