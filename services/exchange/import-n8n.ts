import { demand, type TenantScope } from '@/core/access/tenant-scope';
import type { ImportAnswer, ImportedView } from '@/core/contracts/import-n8n';
import type { ChosenCredentials } from '@/core/contracts/tenant-file';
import { UserProblem } from '@/core/errors/app-error';
import { importN8n as readN8n, type ImportedWorkflow } from '@/core/exchange/n8n/import-n8n';
import { remapCredentials } from '@/core/exchange/remap-credentials';
import type { ServiceDeps } from '@/services/deps';

/**
 * n8n's exported JSON as portable files with a report. Nothing is saved and nothing runs: whoever asked decides what
 * becomes of the files.
 * @throws UserProblem `import.not-json`, `import.not-n8n`, `import.too-big`, `import.too-deep`.
 */
export function importN8n(
  deps: Pick<ServiceDeps, 'catalog'>,
  scope: TenantScope,
  input: { file: unknown; credentials?: ChosenCredentials | undefined },
): ImportAnswer {
  demand(scope, 'workflow:write');
  const read = readN8n(input.file, deps.catalog);
  if (!read.ok) throw new UserProblem(read.problem.code, read.problem.message, { status: 422 });
  const [first, ...others] = read.workflows.map((imported) => viewOf(imported, input.credentials ?? {}));
  if (!first) throw new UserProblem('import.not-n8n', 'The file holds no workflow.', { status: 422 });
  return { ...first, others };
}

function viewOf(
  { workflow, report, whole, credentials }: ImportedWorkflow,
  chosen: ChosenCredentials,
): ImportedView {
  const open = credentials.filter(({ key }) => key === null || !Object.hasOwn(chosen, key));
  return { workflow: remapCredentials(workflow, chosen), report, ...whole, credentials: open };
}
