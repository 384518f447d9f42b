import { demand, type TenantScope } from '@/core/access/tenant-scope';
import type { TemplateView } from '@/core/contracts/template';
import { graphPicture } from '@/core/graph/graph-picture';
import type { ServiceDeps } from '@/services/deps';
import { listTemplates as bundledTemplates } from '@/templates/bundled-templates';

/** The templates a person may begin with, each with a drawing of its graph. Nothing is read from outside. */
export function listTemplates(
  deps: Pick<ServiceDeps, 'catalog'>,
  scope: TenantScope,
): { items: TemplateView[] } {
  demand(scope, 'workflow:read');
  const items = bundledTemplates().map(({ manifest, graph }): TemplateView => {
    const { format: _format, ...shown } = manifest;
    const nodeTypes = [...new Set(graph.nodes.map((node) => node.type))];
    return { ...shown, nodeTypes, picture: graphPicture(graph, deps.catalog) };
  });
  return { items };
}
