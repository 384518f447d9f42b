/**
 * What a REST call is: one entry of the table that drives dispatch, the OpenAPI document and the isolation tests alike.
 */
import type { z } from 'zod';
import type { Permission } from '@/core/access/roles';
import type { TenantScope } from '@/core/access/tenant-scope';
import type { Exchange } from '../http/exchange';
import type { WebDeps } from '../web-deps';

export type RestMethod = 'GET' | 'POST' | 'PUT' | 'DELETE';

export interface RestCall<P, Q, B> {
  deps: WebDeps;
  scope: TenantScope;
  exchange: Exchange;
  params: P;
  query: Q;
  body: B;
}

export interface RestAnswer<O> {
  status?: number;
  headers?: Record<string, string>;
  body: O;
}

/** Instead of a body: a file that is written part by part. */
export interface RestFile {
  file: { contentType: string; name: string; parts: AsyncIterable<string> };
}

/** Groups of calls, in the order of the document. */
export const REST_TAGS = {
  Workflows: 'Drafts as portable files, validation, publishing.',
  Versions: 'Immutable snapshots: list, compare, restore, tag.',
  Runs: 'Start runs, look at them, and run them again.',
  'Dead letters': 'Failed runs that wait for somebody.',
  Schedules: 'When schedules come due, and what they did.',
  Templates: 'Workflows to begin with.',
  Credentials: 'Secrets that workflows use, without the secrets.',
  Limits: 'How much of everything the tenant may have.',
  'Node types': 'What can stand in a workflow.',
} as const;
export type RestTag = keyof typeof REST_TAGS;

/** Shown in the document; a test holds them against the schemas. */
export interface RestExample {
  body?: unknown;
  answer?: unknown;
}

interface RouteBase {
  tag: RestTag;
  method: RestMethod;
  /** Below `/api/v1`, with `{name}` for parameters. */
  path: string;
  /** Stable name in the OpenAPI document. */
  operationId: string;
  summary: string;
  permission: Permission;
  /** Status of success. */
  status: number;
  example?: RestExample;
  /** Request headers that count, with what they are for. */
  headers?: Readonly<Record<string, string>>;
  /** Media types of files that it may give instead of its answer. */
  files?: readonly string[];
  /** Refusals beyond those that every call may give, by status. */
  refusals?: Readonly<Record<number, string>>;
}

export interface RestRoute<
  P extends z.ZodType,
  Q extends z.ZodType,
  B extends z.ZodType,
  O extends z.ZodType,
> extends RouteBase {
  params: P;
  query: Q;
  /** `null` = the call takes no body. */
  body: B | null;
  output: O;
  handle(call: RestCall<z.output<P>, z.output<Q>, z.output<B>>): Promise<RestAnswer<z.input<O>> | RestFile>;
}

/** A call that writes its answer itself (an event stream). */
export interface StreamRoute<P extends z.ZodType> extends RouteBase {
  params: P;
  stream(call: RestCall<z.output<P>, unknown, undefined>): Promise<void>;
}

/** Entries with their schemas' types forgotten, as the table holds them. */
export type AnyRestRoute =
  | (RouteBase & {
      kind: 'answer';
      params: z.ZodType;
      query: z.ZodType;
      body: z.ZodType | null;
      output: z.ZodType;
      handle(call: RestCall<unknown, unknown, unknown>): Promise<RestAnswer<unknown> | RestFile>;
    })
  | (RouteBase & {
      kind: 'stream';
      params: z.ZodType;
      stream(call: RestCall<unknown, unknown, undefined>): Promise<void>;
    });

/** Declares a call; the schemas give the handler its types. */
export function restRoute<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType, O extends z.ZodType>(
  route: RestRoute<P, Q, B, O>,
): AnyRestRoute {
  // Sound because the dispatcher hands over only what these very schemas gave.
  return { kind: 'answer', ...route } as unknown as AnyRestRoute;
}

/** Declares a call that streams. */
export function streamRoute<P extends z.ZodType>(route: StreamRoute<P>): AnyRestRoute {
  return { kind: 'stream', ...route } as unknown as AnyRestRoute; // same reason
}
