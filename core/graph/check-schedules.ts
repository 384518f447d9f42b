/** Schedules that cannot come due as they are written. How often they may is the tenant's affair (`tooFrequent`). */
import type { GraphNode } from '@/core/contracts/portable-workflow';
import type { Problem } from '@/core/errors/problem';
import { checkSchedule, type ScheduleIssue } from '@/core/schedule/check-schedule';
import type { Validation } from './validation';

/** Problems of the schedule nodes that are switched on. What does not fit a field is told by the field's own check. */
export function checkSchedules({ graph, definitionOf }: Validation): Problem[] {
  return graph.nodes.flatMap((node) => {
    if (node.settings.disabled || definitionOf(node)?.trigger !== 'schedule') return [];
    return checkSchedule(node.parameters, graph.settings.timezone)
      .filter((issue) => issue.code !== 'schedule.incomplete')
      .map((issue) => scheduleProblem(node, issue));
  });
}

/** An issue of a schedule as a problem of its node. */
export function scheduleProblem(node: Pick<GraphNode, 'id'>, issue: ScheduleIssue): Problem {
  return {
    code: issue.code,
    severity: 'error',
    nodeId: node.id,
    path: `parameters.${issue.path}`,
    message: issue.message,
    ...(issue.params ? { params: issue.params } : {}),
    ...(issue.fix ? { fix: issue.fix } : {}),
  };
}
