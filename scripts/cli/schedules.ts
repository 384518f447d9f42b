/** `schedules …`: when schedules come due, and what they did. */
import { UserProblem } from '@/core/errors/app-error';
import { listFires } from '@/services/schedules/list-fires';
import { previewSchedule } from '@/services/schedules/preview-schedule';
import { countOf, idOf, jsonOf, tenantCommand } from './tenant-command';

const EXAMPLE_ID = '019aa5b2-6c00-7d31-9a54-1f0c2e9b7a10';
const MOST = 200;

/** Prints the next times of a schedule, given as a cron expression or as the parameters of a schedule node. */
export const schedulesPreviewCommand = tenantCommand({
  name: 'schedules preview',
  usage: 'CRON | --parameters JSON [--timezone ZONE]',
  summary: 'print the next times of a schedule',
  example: "schedules preview '0 9 * * 1-5' --timezone Europe/Zurich",
  details: [
    ['--parameters JSON', 'as in a schedule node: \'{"rules":[{"every":"days","at":"09:00"}]}\''],
    ['--timezone ZONE', 'a name such as Europe/Zurich; UTC without it'],
  ],
  options: ['parameters', 'timezone'],
  check: ({ words, options }) => void parametersOf(words, options.parameters),
  async act({ deps, scope, words, options, print }) {
    const { next, problem } = await previewSchedule(deps, scope, {
      parameters: parametersOf(words, options.parameters),
      timezone: options.timezone ?? 'UTC',
    });
    if (problem)
      throw new UserProblem(problem.code, [problem.message, problem.fix].filter(Boolean).join(' '));
    for (const time of next) print(time);
  },
});

/** Lists what the schedules of a workflow started and passed over, newest first. */
export const schedulesHistoryCommand = tenantCommand({
  name: 'schedules history',
  usage: 'ID [--limit N] [--cursor CURSOR]',
  summary: 'list what the schedules of a workflow started and passed over',
  example: `schedules history ${EXAMPLE_ID}`,
  options: ['limit', 'cursor'],
  check: ({ words }) => void idOf(words, 'workflow'),
  async act({ deps, scope, words, options: { limit, cursor }, print }) {
    const page = await listFires(deps, scope, {
      workflowId: idOf(words, 'workflow'),
      limit: Math.min(countOf('number of lines', limit ?? '50'), MOST),
      ...(cursor === undefined ? {} : { cursor }),
    });
    for (const fire of page.items) print(JSON.stringify(fire));
    if (page.items.length === 0) print('Its schedules have done nothing yet.');
    if (page.nextCursor !== null) print(`more with --cursor ${page.nextCursor}`);
  },
});

function parametersOf([cron]: readonly string[], json: string | undefined): Record<string, unknown> {
  if (cron !== undefined && json === undefined) return { rules: [{ every: 'cron', expression: cron }] };
  const given = json === undefined ? null : jsonOf('--parameters', json);
  if (typeof given === 'object' && given !== null && !Array.isArray(given)) return { ...given };
  throw new UserProblem('cli.bad-arguments', 'Give a cron expression, or --parameters with a JSON object.');
}
