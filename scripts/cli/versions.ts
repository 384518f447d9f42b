/** `versions …` and `publish`: snapshots of a workflow. */
import { graphRefSchema, type FieldChange, type GraphDiff, type GraphRef } from '@/core/contracts/graph-diff';
import { isAppError, UserProblem } from '@/core/errors/app-error';
import type { Problem } from '@/core/errors/problem';
import { diffVersions } from '@/services/workflows/diff-versions';
import { listVersions } from '@/services/workflows/list-versions';
import { publishWorkflow } from '@/services/workflows/publish-workflow';
import { restoreVersion } from '@/services/workflows/restore-version';
import { describeProblem } from './print-problems';
import { countOf, idOf, tenantCommand } from './tenant-command';

const EXAMPLE_ID = '019aa5b2-6c00-7d31-9a54-1f0c2e9b7a10';

/** Lists versions, newest first, one line each. */
export const versionsListCommand = tenantCommand({
  name: 'versions list',
  usage: 'ID [--limit N] [--cursor CURSOR]',
  summary: 'list the versions of a workflow, newest first',
  example: `versions list ${EXAMPLE_ID}`,
  options: ['limit', 'cursor'],
  check: ({ words }) => void idOf(words, 'workflow'),
  async act({ deps, scope, words, options: { limit, cursor }, print }) {
    const page = await listVersions(deps, scope, {
      id: idOf(words, 'workflow'),
      limit: countOf('number of lines', limit ?? '50'),
      ...(cursor === undefined ? {} : { cursor }),
    });
    for (const version of page.items) {
      const marks = [...(version.published ? ['published'] : []), ...version.tags.map((tag) => `#${tag}`)];
      const parts = [`v${version.number}`, version.createdAt, version.author ?? '–', marks.join(' ')];
      print([...parts, version.note ?? ''].filter((part) => part !== '').join('  '));
    }
    if (page.items.length === 0) print('This workflow was never published.');
    if (page.nextCursor !== null) print(`more with --cursor ${page.nextCursor}`);
  },
});

/** Says what changed between two versions, or a version and the draft. */
export const versionsDiffCommand = tenantCommand({
  name: 'versions diff',
  usage: 'ID FROM [TO]',
  summary: 'say what changed since a version; TO is the draft or a version',
  example: `versions diff ${EXAMPLE_ID} 2 draft`,
  options: [],
  check({ words }) {
    idOf(words, 'workflow');
    refOf(words[1]);
    refOf(words[2] ?? 'draft');
  },
  async act({ deps, scope, words, print }) {
    const diff = await diffVersions(deps, scope, {
      id: idOf(words, 'workflow'),
      from: refOf(words[1]),
      to: refOf(words[2] ?? 'draft'),
    });
    const lines = diffLines(diff);
    for (const line of lines) print(line);
    if (lines.length === 0) print('Nothing changed.');
  },
});

/** Makes the draft what a version was. */
export const versionsRestoreCommand = tenantCommand({
  name: 'versions restore',
  usage: 'ID VERSION',
  summary: 'make the draft what a version was; publishes nothing',
  example: `versions restore ${EXAMPLE_ID} 2`,
  options: [],
  check({ words }) {
    idOf(words, 'workflow');
    countOf('version', words[1] ?? '');
  },
  async act({ deps, scope, words, print }) {
    const version = countOf('version', words[1] ?? '');
    const { changed } = await restoreVersion(deps, scope, { id: idOf(words, 'workflow'), version });
    print(changed ? `The draft is version ${version} again.` : `The draft is version ${version} already.`);
  },
});

/** Makes the draft a version; prints its number on the last line. */
export const publishCommand = tenantCommand({
  name: 'publish',
  usage: 'ID [--note TEXT]',
  summary: 'make the draft a version and switch its triggers to it',
  example: `publish ${EXAMPLE_ID} --note 'Polite greeting'`,
  options: ['note'],
  check: ({ words }) => void idOf(words, 'workflow'),
  async act({ deps, scope, words, options: { note }, print }) {
    try {
      const { version } = await publishWorkflow(deps, scope, { id: idOf(words, 'workflow'), note });
      print(String(version));
    } catch (error) {
      for (const problem of problemsOf(error)) print(describeProblem(problem));
      throw error;
    }
  },
});

function problemsOf(error: unknown): readonly Problem[] {
  if (!isAppError(error) || error.code !== 'workflow.has-problems') return [];
  const { problems } = error.details;
  return Array.isArray(problems) ? (problems as Problem[]) : []; // what publishing put there
}

function refOf(word: string | undefined): GraphRef {
  const parsed = graphRefSchema.safeParse(word !== undefined && /^\d+$/.test(word) ? Number(word) : word);
  if (parsed.success) return parsed.data;
  throw new UserProblem('cli.bad-arguments', `"${word ?? ''}" is no version. Use a number, or draft.`);
}

function diffLines(diff: GraphDiff): string[] {
  const { edges, notes, groups, pinned } = diff;
  const names = (ids: readonly { source: string; target: string }[], sign: string) =>
    ids.map(({ source, target }) => `${sign} connection ${source} → ${target}`);
  return [
    ...diff.workflow.map((change) => `~ workflow ${fieldLine(change)}`),
    ...diff.added.map(({ name, type }) => `+ ${name} (${type})`),
    ...diff.removed.map(({ name, type }) => `- ${name} (${type})`),
    ...diff.changed.flatMap(({ name, fields, moved }) => [
      ...fields.map((change) => `~ ${name}: ${fieldLine(change)}`),
      ...(moved ? [`~ ${name}: moved`] : []),
    ]),
    ...names(edges.added, '+'),
    ...names(edges.removed, '-'),
    ...names(
      edges.changed.map(({ after }) => after),
      '~',
    ),
    ...partLines('note', notes),
    ...partLines('group', groups),
    ...partLines('pinned data of', { ...pinned, changed: pinned.changed.map((id) => ({ id })) }),
    ...diff.reordered.map((list) => `~ order of ${list}`),
  ];
}

function partLines(
  noun: string,
  parts: { added: readonly string[]; removed: readonly string[]; changed: readonly { id: string }[] },
): string[] {
  return [
    ...parts.added.map((id) => `+ ${noun} ${id}`),
    ...parts.removed.map((id) => `- ${noun} ${id}`),
    ...parts.changed.map(({ id }) => `~ ${noun} ${id}`),
  ];
}

function fieldLine({ path, label, before, after }: FieldChange): string {
  const shown = (value: unknown) => (value === undefined ? 'nothing' : JSON.stringify(value));
  return `${label ?? path}: ${shown(before)} → ${shown(after)}`;
}
