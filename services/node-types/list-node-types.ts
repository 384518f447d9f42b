import { demand, type TenantScope } from '@/core/access/tenant-scope';
import type { NodeDefinition } from '@/core/node-kit/definition';
import { help, icons } from '@/nodes/definitions.generated';
import type { ServiceDeps } from '@/services/deps';

/** Every node type the tenant may use, newest versions, with icons (SVG text) and help pages (markdown) by type. */
export async function listNodeTypes(
  deps: Pick<ServiceDeps, 'catalog'>,
  scope: TenantScope,
  _input: Record<string, never>,
): Promise<{
  definitions: NodeDefinition[];
  icons: Record<string, string>;
  help: Record<string, string>;
}> {
  demand(scope, 'workflow:read');
  const definitions = [...deps.catalog.list()];
  return { definitions, icons: pick(icons, definitions), help: pick(help, definitions) };
}

function pick(
  texts: Readonly<Record<string, string>>,
  definitions: readonly NodeDefinition[],
): Record<string, string> {
  const known = definitions.flatMap(({ type }): [string, string][] => {
    const text = Object.hasOwn(texts, type) ? texts[type] : undefined;
    return text === undefined ? [] : [[type, text]];
  });
  return Object.fromEntries(known);
}
