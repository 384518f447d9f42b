/**
 * Why a run failed, in the few kinds that call for different hands: somebody outside, the network, the data, the
 * workflow, a bound, or ourselves. Decided from the code of the error, and for HTTP from the status of the answer. Pure;
 * stored with the failure, so a change here counts for later failures only.
 */
import type { RunError } from '@/core/engine/types';

export const FAILURE_CATEGORIES = [
  'outside-refused',
  'outside-unreachable',
  'timeout',
  'bad-data',
  'expression',
  'workflow',
  'limit',
  'poisoned',
  'in-doubt',
  'internal',
] as const;
export type FailureCategory = (typeof FAILURE_CATEGORIES)[number];

const EXACT: Readonly<Record<string, FailureCategory>> = {
  'run.poisoned': 'poisoned',
  'step.in-doubt': 'in-doubt',
  'http.blocked-address': 'limit',
  'http.too-large': 'limit',
  'http.too-deep': 'limit',
  'http.too-many-redirects': 'outside-refused',
  'http.redirect-invalid': 'outside-refused',
  'http.unknown-host': 'outside-unreachable',
  'http.dns-failed': 'outside-unreachable',
  'http.connect-failed': 'outside-unreachable',
  'http.connection-lost': 'outside-unreachable',
  'http.tls-failed': 'outside-unreachable',
  'http.not-json': 'bad-data',
  'http.bad-answer': 'bad-data',
  'http.bad-encoding': 'bad-data',
  'http.invalid-url': 'bad-data',
  'http.invalid-header': 'bad-data',
  'wait.bad-date': 'bad-data',
  'code.bad-result': 'bad-data',
  'step.output-not-json': 'bad-data',
  'code.out-of-memory': 'limit',
  'code.busy': 'internal',
  'code.sandbox-lost': 'internal',
  'run.not-storable': 'bad-data',
  'run.stuck': 'internal',
  'step.crashed': 'internal',
  'step.unexpected': 'internal',
  'step.no-executor': 'internal',
};

/** Families of codes: what stands before the dot. */
const FAMILIES: Readonly<Record<string, FailureCategory>> = {
  expression: 'expression',
  parameter: 'bad-data',
  condition: 'bad-data',
  limit: 'limit',
};

const TIMEOUT = /(?:^|[.-])(?:timeout|timed-out|slow)$/;
const LIMIT = /\.(?:too-|over-)|-too-(?:large|many|long|deep)$/;

/** What kind of failure it is. Codes that nobody knows (those of a stop node, for one) are the workflow's own. */
export function failureCategory(error: Pick<RunError, 'code' | 'details'>): FailureCategory {
  const { code } = error;
  if (code === 'http.status') return ofStatus(answerStatus(error));
  const known = EXACT[code];
  if (known) return known;
  if (TIMEOUT.test(code)) return 'timeout';
  if (LIMIT.test(code)) return 'limit';
  return FAMILIES[code.split('.')[0] ?? ''] ?? 'workflow';
}

function ofStatus(status: number | null): FailureCategory {
  if (status === 408 || status === 504) return 'timeout';
  return status !== null && status >= 500 ? 'outside-unreachable' : 'outside-refused';
}

/** The status that the other side answered with, where the error has one. */
export function answerStatus(error: Pick<RunError, 'details'>): number | null {
  const status = error.details?.['status'];
  return typeof status === 'number' && Number.isInteger(status) && status >= 100 && status <= 599
    ? status
    : null;
}
