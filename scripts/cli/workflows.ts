/** `workflows list`, `tags …`, `templates …`: what there is in a tenant, and names for versions. */
import { versionTagSchema } from '@/core/contracts/workflow-view';
import { UserProblem } from '@/core/errors/app-error';
import { installTemplate } from '@/services/templates/install-template';
import { listTemplates } from '@/services/templates/list-templates';
import { listWorkflows } from '@/services/workflows/list-workflows';
import { tagVersion } from '@/services/workflows/tag-version';
import { untagVersion } from '@/services/workflows/untag-version';
import { countOf, idOf, tenantCommand } from './tenant-command';

const EXAMPLE_ID = '019aa5b2-6c00-7d31-9a54-1f0c2e9b7a10';
const MOST = 200;

/** Lists workflows, the last changed first, one line each. */
export const workflowsListCommand = tenantCommand({
  name: 'workflows list',
  usage: '[--search TEXT] [--limit N] [--cursor CURSOR]',
  summary: 'list workflows, the last changed first',
  example: 'workflows list --search orders',
  options: ['search', 'limit', 'cursor'],
  async act({ deps, scope, options: { search, limit, cursor }, print }) {
    const page = await listWorkflows(deps, scope, {
      limit: Math.min(countOf('number of lines', limit ?? '50'), MOST),
      ...(search === undefined ? {} : { search }),
      ...(cursor === undefined ? {} : { cursor }),
    });
    for (const { id, name, publishedVersion, draftChanged } of page.items) {
      const live = publishedVersion === null ? 'not published' : `v${publishedVersion}`;
      print([id, live, draftChanged ? 'changed since' : '', name].filter((part) => part !== '').join('  '));
    }
    if (page.items.length === 0) print('There is no such workflow.');
    if (page.nextCursor !== null) print(`more with --cursor ${page.nextCursor}`);
  },
});

/** Puts a tag on a version. */
export const tagsSetCommand = tenantCommand({
  name: 'tags set',
  usage: 'ID VERSION TAG',
  summary: 'put a tag on a version of a workflow; it moves if another version has it',
  example: `tags set ${EXAMPLE_ID} 3 stable`,
  options: [],
  check({ words }) {
    idOf(words, 'workflow');
    countOf('version', words[1] ?? '');
    tagOf(words[2]);
  },
  async act({ deps, scope, words, print }) {
    const version = countOf('version', words[1] ?? '');
    const { movedFrom } = await tagVersion(deps, scope, {
      ...{ id: idOf(words, 'workflow'), version },
      name: tagOf(words[2]),
    });
    print(movedFrom === null ? `on version ${version}` : `moved from version ${movedFrom} to ${version}`);
  },
});

/** Takes a tag away. */
export const tagsRemoveCommand = tenantCommand({
  name: 'tags remove',
  usage: 'ID TAG',
  summary: 'take a tag away from the version that has it',
  example: `tags remove ${EXAMPLE_ID} stable`,
  options: [],
  check({ words }) {
    idOf(words, 'workflow');
    tagOf(words[1]);
  },
  async act({ deps, scope, words, print }) {
    const id = idOf(words, 'workflow');
    print(`was on version ${(await untagVersion(deps, scope, { id, name: tagOf(words[1]) })).version}`);
  },
});

/** Lists the templates. */
export const templatesListCommand = tenantCommand({
  name: 'templates list',
  usage: '',
  summary: 'list the templates to begin with',
  example: 'templates list',
  options: [],
  act({ deps, scope, print }) {
    for (const { slug, title } of listTemplates(deps, scope).items) print(`${slug}  ${title}`);
    return Promise.resolve();
  },
});

/** Makes a workflow of a template and prints its id. */
export const templatesInstallCommand = tenantCommand({
  name: 'templates install',
  usage: 'SLUG',
  summary: 'make a workflow of a template and print its id',
  example: 'templates install triage-orders',
  options: [],
  check: ({ words }) => void slugOf(words),
  async act({ deps, scope, words, print }) {
    print((await installTemplate(deps, scope, { slug: slugOf(words) })).workflowId);
  },
});

function slugOf([slug]: readonly string[]): string {
  if (slug !== undefined) return slug;
  throw new UserProblem(
    'cli.bad-arguments',
    'Name the template: npm run heddle -- templates list shows them.',
  );
}

function tagOf(word: string | undefined): string {
  const parsed = versionTagSchema.safeParse(word);
  if (parsed.success) return parsed.data;
  throw new UserProblem('cli.bad-arguments', 'Name the tag in up to 40 characters, on one line.');
}
