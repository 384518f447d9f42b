import { z } from 'zod';

/** What a webhook node's parameters mean for intake; the rest of them is for the run. */
const routeConfigSchema = z.object({
  respond: z.enum(['immediately', 'when-finished', 'with-node']).default('immediately'),
  answerWith: z.enum(['run-id', 'text', 'nothing']).default('run-id'),
  answerText: z.string().default(''),
  outputAs: z.enum(['auto', 'first', 'list', 'nothing']).default('auto'),
  outputField: z.string().default(''),
  /** Undefined: what fits the answer. How it is answered must not keep anybody out, so what cannot be read is left out. */
  status: z.coerce.number().int().min(200).max(599).optional().catch(undefined),
  responseHeaders: z.array(z.object({ name: z.string(), value: z.coerce.string().default('') })).catch([]),
  authentication: z.enum(['none', 'header', 'basic', 'credential']).default('none'),
  /** Where the node uses a stored credential. */
  credentialId: z.string().default(''),
  headerName: z.string().default('x-webhook-secret'),
  headerValue: z.string().default(''),
  username: z.string().default(''),
  password: z.string().default(''),
  repeats: z.enum(['run', 'ignore']).default('run'),
  repeatKey: z.string().default(''),
  repeatSeconds: z.number().default(86_400),
  burst: z.enum(['each', 'last']).default('each'),
  burstKey: z.string().default(''),
  burstSeconds: z.number().default(10),
  burstLongestSeconds: z.number().default(300),
  ratePerMinute: z.number().default(0),
  allowedAddresses: z.string().default(''),
  ignoreBots: z.boolean().default(false),
  body: z.enum(['read', 'both', 'file']).default('read'),
  bodyFile: z.string().default('data'),
  keepAuthorization: z.boolean().default(false),
});
type StoredConfig = z.output<typeof routeConfigSchema>;

export interface RouteConfig extends Omit<StoredConfig, 'authentication'> {
  authentication: 'none' | 'header' | 'basic';
  /** SHA-256 of the header's value, or of `user:password`: in the place of the values where they come from a credential. */
  secretDigest?: Uint8Array;
}

/** Reads a stored configuration; null when it is not understood: then nobody gets in. */
export function parseRouteConfig(stored: unknown): StoredConfig | null {
  const parsed = routeConfigSchema.safeParse(stored);
  return parsed.success ? parsed.data : null;
}

/** The configuration with the credential that it names; without a usable one nobody gets in. */
export function withCaller(
  config: StoredConfig | null,
  callers: ReadonlyMap<string, CallerSecret>,
): RouteConfig | null {
  if (config === null) return null;
  const { authentication, ...rest } = config;
  if (authentication !== 'credential') return { ...rest, authentication };
  const caller = callers.get(config.credentialId);
  return caller ? { ...rest, ...caller } : null;
}

/** What a credential asks of callers. */
export type CallerSecret = Required<Pick<RouteConfig, 'authentication' | 'headerName' | 'secretDigest'>>;

/** A webhook of a published version, or one that an editor listens on for a test event (`version` null). */
export interface WebhookRoute {
  tenantId: string;
  projectId: string;
  workflowId: string;
  version: number | null;
  graphHash: string;
  retentionClass: number;
  nodeId: string;
  /** Without slashes at the ends; a segment `:name` takes anything. */
  path: string;
  method: string;
  config: RouteConfig | null;
}

export type RouteMatch =
  | { kind: 'found'; route: WebhookRoute; params: Readonly<Record<string, string>> }
  | { kind: 'wrong-method'; allow: readonly string[] }
  | { kind: 'unknown' };

/** Finds the route for a request. The path comes in decoded segments: one may hold a slash that parts nothing. */
export type RouteTable = (segments: readonly string[], method: string) => RouteMatch;

/**
 * The routes of one tenant by path and method. Exact paths win over paths with `:name`, those with fewer names over
 * those with more.
 */
export function createRouteTable(routes: readonly WebhookRoute[]): RouteTable {
  const byPath = new Map<string, Map<string, WebhookRoute>>();
  for (const route of routes) {
    const byMethod = byPath.get(route.path) ?? new Map<string, WebhookRoute>();
    byPath.set(route.path, byMethod.set(route.method, route));
  }
  const patterns = [...byPath]
    .filter(([path]) => nameCount(path) > 0)
    .sort(([a], [b]) => nameCount(a) - nameCount(b));

  return (segments, method) => {
    const exact = segments.some((segment) => segment.includes('/'))
      ? undefined
      : byPath.get(segments.join('/'));
    const direct = exact?.get(method);
    if (direct) return { kind: 'found', route: direct, params: {} };
    const allow = new Set(exact?.keys());
    for (const [pattern, byMethod] of patterns) {
      const params = matchPath(pattern, segments);
      if (!params) continue;
      const route = byMethod.get(method);
      if (route) return { kind: 'found', route, params };
      for (const name of byMethod.keys()) allow.add(name);
    }
    return allow.size > 0 ? { kind: 'wrong-method', allow: [...allow].sort() } : { kind: 'unknown' };
  };
}

function nameCount(path: string): number {
  return path.split('/').filter((segment) => segment.length > 1 && segment.startsWith(':')).length;
}

/** What the `:name` segments of a pattern stand for in a path, or null when the path does not fit. */
function matchPath(pattern: string, found: readonly string[]): Record<string, string> | null {
  const wanted = pattern.split('/');
  if (wanted.length !== found.length) return null;
  const params: [string, string][] = [];
  for (const [index, expected] of wanted.entries()) {
    const actual = found[index] ?? '';
    if (expected.length > 1 && expected.startsWith(':') && actual !== '')
      params.push([expected.slice(1), actual]);
    else if (expected !== actual) return null;
  }
  return Object.fromEntries(params);
}
