import { randomBytes } from 'node:crypto';
import { demand, type TenantScope } from '@/core/access/tenant-scope';
import { UserProblem } from '@/core/errors/app-error';
import { saveNewWorkflow } from '@/services/workflows/create-workflow';
import type { WorkflowDeps } from '@/services/workflows/workflow-deps';
import { findTemplate } from '@/templates/bundled-templates';
import { withOwnAddresses } from './own-addresses';

/**
 * Makes a workflow of a template: data and nothing else. Nobody is called, nothing runs, no credential comes along;
 * webhooks get a path and a secret of their own, and the workflow a
 * number where another has its name.
 * @throws UserProblem `template.not-found`.
 */
export async function installTemplate(
  deps: WorkflowDeps,
  scope: TenantScope,
  input: { slug: string },
): Promise<{ workflowId: string }> {
  demand(scope, 'workflow:write');
  const template = findTemplate(input.slug);
  if (!template) throw UserProblem.notFound('template');
  const own = { suffix: randomBytes(3).toString('hex'), secret: randomBytes(24).toString('base64url') };
  const { id } = await saveNewWorkflow(deps, scope, {
    graph: withOwnAddresses(template.graph, own),
    action: 'template.install',
    from: template.manifest.slug,
    numbered: true,
  });
  return { workflowId: id };
}
