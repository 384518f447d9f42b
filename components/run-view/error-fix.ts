/** What to do about an error of a run, by its code: the key of a text under `run.fix`, or null where nothing general helps. */

const EXACT: Readonly<Record<string, string>> = {
  'http.blocked-address': 'http-blocked',
  'http.timeout': 'http-slow',
  'http.unknown-host': 'http-address',
  'http.invalid-url': 'http-address',
  'http.dns-failed': 'http-address',
  'http.connect-failed': 'http-away',
  'http.connection-lost': 'http-away',
  'http.tls-failed': 'http-tls',
  'http.too-large': 'too-large',
  'http.not-json': 'http-not-json',
  'code.timeout': 'code-slow',
  'code.out-of-memory': 'too-large',
  'code.too-large-input': 'too-large',
  'code.too-large-output': 'too-large',
  'code.threw': 'code-threw',
  'code.busy': 'try-again',
  'code.sandbox-lost': 'try-again',
  'step.timeout': 'step-slow',
  'step.crashed': 'try-again',
  'step.in-doubt': 'decide',
  'step.output-too-large': 'too-large',
  'step.too-many-items': 'too-large',
  'run.poisoned': 'poisoned',
  'run.cycle-limit': 'cycle-limit',
  'expression.missing-node': 'expression-node',
  'expression.undetermined': 'expression-lineage',
  'condition.wrong-type': 'wrong-type',
};

const FAMILIES: Readonly<Record<string, string>> = {
  expression: 'expression',
  parameter: 'parameter',
  code: 'code-threw',
};

/** Texts that advise trying again; after several tries there is another for each. */
const TRIED: readonly string[] = ['http-away', 'http-slow', 'http-limit'];

/** `status` is that of an HTTP answer, where the error has one; `attempts` how often the step was tried. */
export function errorFix(code: string, status?: unknown, attempts = 1): string | null {
  const fix = fixFor(code, status);
  return fix !== null && attempts > 1 && TRIED.includes(fix) ? `${fix}-tried` : fix;
}

function fixFor(code: string, status: unknown): string | null {
  if (code === 'http.status') return statusFix(Number(status));
  return EXACT[code] ?? FAMILIES[code.split('.')[0] ?? ''] ?? null;
}

function statusFix(status: number): string {
  if (status === 401 || status === 403) return 'http-credentials';
  if (status === 404 || status === 410) return 'http-missing';
  if (status === 429) return 'http-limit';
  return status >= 500 ? 'http-away' : 'http-refused';
}
