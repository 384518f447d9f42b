/**
 * What an executor is and what it is handed. `ctx` is everything it gets: no env, no database, no queue, no clock of
 * its own. Executors live in `nodes/<type>/executor.ts` and run in the worker only.
 */
import type { ExpressionEnv } from '@/core/expression/scope';
import type { FileRef, Item, Json, JsonObject } from '@/core/items/item';
import type { Limits } from '@/core/limits/limits';
import type { Field, ParametersOf } from './field';
import type { WorkflowMemory } from './workflow-memory';

/** An item an executor gives back. Lineage is filled in by the caller when `from` is absent and the mode is `item`. */
export interface OutputItem {
  json: JsonObject;
  binary?: Record<string, FileRef>;
  from?: Item['from'];
}

/** The answer to the webhook that started the run. */
export interface RunAnswer {
  status: number;
  headers: Record<string, string>;
  /** JSON value, or text when `contentType` in headers is not JSON. */
  body: Json;
  /** The body is text in base64 and stands for bytes. */
  encoding?: 'base64';
}

/**
 * What a failure in an iteration does: end the run, end this iteration alone, or end it and put an error item in the
 * loop's output at its place.
 */
export type OnItemError = 'stop' | 'continue' | 'collect';

/** What a loop hands out. */
export interface Iterate {
  kind: 'iterate';
  /** One list for each iteration. */
  batches: readonly (readonly OutputItem[])[];
  /** In place of batches: the items of this input port as they are, so many for each iteration. */
  ofInput?: { port: string; sizes: readonly number[] };
  /** Iterations open at once, from 1. */
  concurrency: number;
  onItemError: OnItemError;
}

export type StepResult =
  /** `outputs` come after what was pushed to the same port. */
  | { kind: 'done'; outputs: Record<string, OutputItem[]>; answer?: RunAnswer }
  /** Called again with `ctx.resumed` when the time came or the signal arrived. */
  | { kind: 'suspend'; until?: number; signal?: string }
  /** A loop's items, batch by batch: the engine opens an iteration for each. For node types that loop only. */
  | Iterate
  | WorkflowCall;

/**
 * Runs another workflow, once for each list of items. With `wait` the step is called again with `ctx.resumed` when all
 * have ended (`core/contracts/child-results`); without, it ends at once with `outputs`.
 */
export interface WorkflowCall {
  kind: 'call';
  workflowId: string;
  version: 'published' | 'draft';
  calls: readonly (readonly OutputItem[])[];
  /** Runs under way at once; the others begin as these end. */
  concurrency: number;
  wait: boolean;
  outputs: Record<string, OutputItem[]>;
}

/** A body that is read while it is sent, from its beginning for each try. */
export interface HttpBody {
  /** Bytes. */
  size: number;
  open(): AsyncIterable<Uint8Array>;
}

/** Status and headers of an answer whose body is still to come. */
export interface HttpAnswerHead {
  status: number;
  headers: Readonly<Record<string, string>>;
}

/** An outgoing HTTP request through the guarded module. */
export interface HttpRequest {
  method: string;
  url: string;
  headers?: readonly { name: string; value: string }[];
  body?: string | Uint8Array | HttpBody;
  /**
   * Takes the body of a successful answer as it comes, unpacked; the answer's own body is then empty. What it throws ends
   * the call. Whoever takes it bounds its size. The body is asked for no faster than it is taken.
   */
  receive?: (pieces: AsyncIterable<Uint8Array>, head: HttpAnswerHead) => Promise<void>;
  timeoutMs?: number;
  maxResponseBytes?: number;
  followRedirects?: boolean;
}
export interface HttpResponse {
  status: number;
  headers: Record<string, string>;
  body: Uint8Array;
  /** After redirects. */
  url: string;
}

export interface GuardedHttp {
  /** Throws NodeFailure with `outcome: 'not-done'` when nothing was sent, `'unknown'` when it may have been. */
  request(request: HttpRequest, signal?: AbortSignal): Promise<HttpResponse>;
}

/** Another node of the workflow, as code sees it. */
export interface CodeNode {
  executed: boolean;
  items: readonly Item[];
  /**
   * For each item of the code's input, the item of this node that it came from: its place in `items`, the item itself
   * where it is none of these, null for none. Empty where the code does not ask.
   */
  paired: readonly (number | Item | null | 'undetermined')[];
}

/** What code sees besides its items. */
export interface CodeScope {
  /** The nodes that the code names, by name. One that is missing here does not exist. */
  nodes: Readonly<Record<string, CodeNode>>;
  runIndex: number;
  /** Where the input came from. */
  source?: { name: string; outputIndex: number };
  workflow: { id: string; name: string };
  execution: { id: string; mode: string; resumeUrl?: string };
  vars: JsonObject;
  /** The workflow's zone, in which dates without one are read and written. Default UTC. */
  timezone?: string;
  /** What code keeps from run to run; empty where the code does not ask. */
  staticData?: StaticData;
}

/** What code keeps for the workflow and for its own node. */
export interface StaticData {
  global: JsonObject;
  node: JsonObject;
}

/** A file that code made: its bytes in base64. */
export interface MadeFile {
  name: string;
  mediaType: string;
  data: string;
}

/** An item that code gave back, with the files that it made by name. */
export type CodeItem = OutputItem & {
  made?: Readonly<Record<string, MadeFile>>;
  /** What the code threw over this item, where it was to go on with the next. */
  failed?: { code: string; message: string };
};

/** Runs users' code away from the process. Only JSON crosses. */
export interface Sandbox {
  runJavaScript(input: {
    source: string;
    mode: 'all' | 'each';
    /** With `each`: an item over which the code throws is told as failed, and the next one follows. Default false. */
    goesOn?: boolean;
    items: readonly Item[];
    scope?: CodeScope;
    /** Bytes of the items' files in base64, by `<place of the item>/<name of the file>`: for code that asks for them. */
    fileBytes?: Readonly<Record<string, string>>;
    timeoutMs: number;
    /** Milliseconds since the epoch: what Date.now() gives inside. */
    now: number;
    /** Seed of Math.random inside. */
    seed: string;
  }): Promise<{
    items: CodeItem[];
    console: readonly { level: 'log' | 'warn' | 'error'; text: string }[];
    /** Those parts that the code changed. */
    staticData?: Partial<StaticData>;
  }>;
  /**
   * Asks SQLite about tables that live for this call alone. The rows of the last statement that has any. Rejects with
   * NodeFailure `sql.…`.
   */
  runSql(input: {
    query: string;
    /** Rows by the name of their table. */
    tables: Readonly<Record<string, readonly JsonObject[]>>;
    /** More rows than these fail the call. */
    maxRows: number;
    timeoutMs: number;
  }): Promise<JsonObject[]>;
}

/**
 * The files of items. A reference is made by `write` alone, so whoever holds one was given it by an earlier step of the
 * same tenant; how large a file may be is the tenant's limit `data.file-bytes`.
 */
export interface StepFiles {
  /** All bytes, the caller's own. Throws NodeFailure `file.gone` or `file.too-large`. */
  read(file: FileRef): Promise<Uint8Array<ArrayBuffer>>;
  /** The bytes in pieces, for what need not be held as a whole. */
  open(file: FileRef): AsyncIterable<Uint8Array>;
  /**
   * Keeps a file as long as its run. Path signs in the name become `_`; a media type that is none becomes
   * `application/octet-stream`. Throws NodeFailure `file.too-large`.
   */
  write(
    file: { name: string; mediaType: string },
    content: Uint8Array | AsyncIterable<Uint8Array>,
  ): Promise<FileRef>;
}

/** Work of a node type that takes longer than a worker's loop may stand still: `run` of its folder's `job.ts`. */
export type Job = (input: never) => unknown;

/** Why a step that waited is called again: with what the signal brought, or null where it came to its limit or its time. */
export interface Resumed {
  payload: Json | null;
  /** It waited for a signal, and the limit came first. */
  timedOut?: true;
}

/** A stored credential, opened for one try of a step. */
export interface StepCredential {
  readonly kind: string;
  /**
   * The request with the credential in it, for the very next call. Throws NodeFailure `credential.other-host` for an
   * address that the credential is not for, and `credential.token-…` when a token service gave none.
   */
  apply(request: HttpRequest): Promise<HttpRequest>;
  /** What was got for the credential was turned away (401): the next `apply` gets anew. */
  turnedAway(): void;
  /** The value of a credential of the kind `secret`, for what is calculated here. */
  secret(): string;
}

export interface StepContext {
  readonly http: GuardedHttp;
  /**
   * The credential in a slot of the node. Whatever it holds is taken out of everything that the step leaves behind. Throws
   * NodeFailure `credential.missing`, `credential.unknown`, `credential.wrong-kind`.
   */
  credential(slot: string): Promise<StepCredential>;
  readonly sandbox: Sandbox;
  readonly files: StepFiles;
  readonly memory: WorkflowMemory;
  /**
   * Gives items to an output port page by page, with their lineage; however many they are, they are not held. Resolves
   * when the next page may come.
   */
  output(port: string): { push(items: readonly OutputItem[]): Promise<void> };
  /**
   * Runs a node type's job (`nodes/<type>/job.ts`) in a thread that is ended when the step is. What goes in and comes
   * out is copied; byte arrays in it are handed over and empty afterwards. A NodeFailure that the job throws arrives
   * here; too long or too much memory is one as well.
   */
  offload<J extends Job>(type: string, input: Parameters<J>[0]): Promise<Awaited<ReturnType<J>>>;
  /**
   * Wraps one call to the outside. For a write the intent is durable before `fn` runs and the receipt after it; an
   * answered effect is replayed from its receipt and never repeated. `name` must be the same over attempts and unique
   * in the step (use the item's index). `summary` is what the ledger page shows.
   */
  effect<T extends Json>(
    effect: { name: string; kind: 'read' | 'write'; summary: string },
    fn: (idempotencyKey: string) => Promise<T>,
  ): Promise<T>;
  readonly abort: AbortSignal;
  /** What the tenant may have how much of. */
  readonly limits: Limits;
  /** Resolves after so many milliseconds; rejects at once when the step is aborted. */
  sleep(ms: number): Promise<void>;
  /** Milliseconds since the epoch, read once for the step and recorded. */
  readonly now: number;
  /** The workflow's time zone, an IANA name. */
  readonly timezone: string;
  /** Deterministic by run and step: [0, 1). */
  random(): number;
  /** Bytes that nobody can guess, new each time: for ids and secrets. */
  randomBytes(length: number): Uint8Array;
  log(level: 'info' | 'warn' | 'error', text: string): void;
  /** Set when the step is called again after a suspend. */
  readonly resumed?: Resumed;
}

export interface ItemInput<P> {
  item: Item;
  index: number;
  /** Parameters resolved for this item. */
  parameters: P;
}

export interface ListInput<P> {
  /** All items of an input port, in order. Empty for a port that is dead. */
  items(port?: string): readonly Item[];
  /** Parameters resolved for the first item. */
  parameters: P;
  /** Parameters resolved for one item of the first port. */
  parametersFor(index: number): P;
  /** What expressions see for one item of the first port; given to every step of a run. */
  scope?: (index: number) => ExpressionEnv;
  /** The port by which items that failed go on, where the node does not stop at them. */
  failuresLeaveBy?: string;
}

/** What a list executor gets that need not hold its input. `items` throws where it is `paged`. */
export interface PagedListInput<P> extends ListInput<P> {
  /** The items of an input port page by page, in order; no page is empty. */
  port(port?: string): AsyncIterable<readonly Item[]>;
  /** How many items there are. */
  count(port?: string): number;
  /** The input is too large to be held. */
  paged: boolean;
}

/** What one item becomes: items by output port, or a list for the first output port. */
export type ItemOutput = OutputItem | OutputItem[] | { ports: Record<string, OutputItem[]> };

export type ExecutorFor<D extends { mode: 'item' | 'list'; fields: readonly Field[] }> =
  D['mode'] extends 'item'
    ? {
        executeItem(
          input: ItemInput<ParametersOf<D['fields']>>,
          ctx: StepContext,
        ): Promise<ItemOutput> | ItemOutput;
      }
    : {
        execute(
          input: ListInput<ParametersOf<D['fields']>>,
          ctx: StepContext,
        ): Promise<StepResult> | StepResult;
      };

/** A list executor that reads its input page by page, so that it need not be held. */
export interface PagesExecutorFor<D extends { mode: 'list'; fields: readonly Field[] }> {
  executePages(
    input: PagedListInput<ParametersOf<D['fields']>>,
    ctx: StepContext,
  ): Promise<StepResult> | StepResult;
}

/** An executor whose parameter type is forgotten, as the registry holds it. */
export type AnyExecutor =
  | { executeItem(input: ItemInput<never>, ctx: StepContext): Promise<ItemOutput> | ItemOutput }
  | { execute(input: ListInput<never>, ctx: StepContext): Promise<StepResult> | StepResult }
  | { executePages(input: PagedListInput<never>, ctx: StepContext): Promise<StepResult> | StepResult };
