/**
 * Users' code away from this process. Children are started when needed, serve one tenant from start to end, and are
 * replaced when worn; a tenant that waits gets the place of another's idle child.
 */
import { STANDARD_LIMITS, type Limits } from '@/core/limits/limits';
import type { JsonObject } from '@/core/items/item';
import type { Sandbox } from '@/core/node-kit/executor';
import { isPlainObject } from '@/core/items/plain-json';
import { decodeConsole, decodeItems, decodeStaticData, encodeItems, encodeScope } from './guest-items';
import { GUEST_FAILURE_CODES, type NewRequest } from './protocol';
import { startSandboxChild, type SandboxChild } from './sandbox-child';
import { guestFailure, sandboxBusy, sandboxLost, sandboxStopped, tooLargeInput } from './sandbox-failures';

export interface SandboxPoolOptions {
  /** The bundled `worker/sandbox/child.ts`. */
  childPath: string;
  /** Children at once. Default 2. */
  size?: number;
  /** A child that served this many calls is replaced. Default 5000. */
  callsPerChild?: number;
  /** An idle child ends after this. Default 60,000. */
  idleMs?: number;
  /** Longest wait for a child. Default 30,000. */
  queueMs?: number;
}

/** What one call of users' code may take. */
export interface CodeLimits {
  timeMs: number;
  memoryBytes: number;
  /** Of JSON in, and out. */
  characters: number;
}

/** What the tenant's limits say of users' code. */
export function codeLimits(limits: Limits): CodeLimits {
  return {
    timeMs: limits['code.time-milliseconds'],
    memoryBytes: limits['code.memory-bytes'],
    characters: limits['code.data-characters'],
  };
}

export interface SandboxPool {
  /** A sandbox for one tenant. The signal ends calls early. */
  sandboxFor(tenantId: string, signal?: AbortSignal, limits?: CodeLimits): Sandbox;
  /** Children alive. */
  readonly size: number;
  close(): void;
}

/** How long a tenant may keep a child while another waits. */
const TURN_MS = 200;

interface Waiter {
  tenantId: string;
  since: number;
  give(child: SandboxChild): void;
}

export function createSandboxPool(options: SandboxPoolOptions): SandboxPool {
  const places = new Places(options);
  const queueMs = options.queueMs ?? 30_000;
  return {
    get size() {
      return places.size;
    },
    close: () => places.close(),
    sandboxFor: (tenantId, signal, limits = codeLimits(STANDARD_LIMITS)) => ({
      async runJavaScript({ source, items, scope: around, fileBytes, timeoutMs, now, seed, ...how }) {
        const mode = how.mode === 'each' && how.goesOn ? ('each-on' as const) : how.mode;
        const text = encodeItems(items);
        const scope = encodeScope(around, fileBytes);
        if (text.length + source.length + scope.length > limits.characters)
          throw tooLargeInput(limits.characters);
        const child = await places.take(tenantId, queueMs, signal);
        const request = {
          ...{ kind: 'code' as const, source, mode, items: text, scope, now, seed },
          timeoutMs: Math.min(timeoutMs, limits.timeMs),
          maxMemoryBytes: limits.memoryBytes,
          maxOutput: limits.characters,
        };
        const reply = readReply(await callChild(places, child, { request, ...(signal ? { signal } : {}) }));
        const decoded = decodeItems(reply.items, items, around);
        if (!decoded) throw guestFailure({ code: 'bad-result', message: '' });
        const staticData = decodeStaticData(reply.staticData);
        return {
          items: decoded,
          console: decodeConsole(reply.console),
          ...(Object.keys(staticData).length > 0 ? { staticData } : {}),
        };
      },
      async runSql({ query, tables, maxRows, timeoutMs }) {
        const text = JSON.stringify(tables);
        if (text.length + query.length > limits.characters) throw tooLargeInput(limits.characters, 'sql');
        const child = await places.take(tenantId, queueMs, signal);
        const request = {
          ...{ kind: 'sql' as const, query, tables: text, maxRows },
          timeoutMs: Math.min(timeoutMs, limits.timeMs),
          maxMemoryBytes: limits.memoryBytes,
          maxOutput: limits.characters,
        };
        const { items } = readReply(
          await callChild(places, child, { request, ...(signal ? { signal } : {}) }),
          'sql',
        );
        // JSON.parse made these objects, so their members are JSON.
        return items.filter(isPlainObject) as JsonObject[];
      },
    }),
  };
}

async function callChild(
  places: Places,
  child: SandboxChild,
  { request, signal }: { request: NewRequest; signal?: AbortSignal },
): Promise<string> {
  const onAbort = (): void => child.kill();
  signal?.addEventListener('abort', onAbort, { once: true });
  try {
    return await child.run(request);
  } catch (error) {
    throw signal?.aborted ? sandboxStopped() : error;
  } finally {
    signal?.removeEventListener('abort', onAbort);
    places.giveBack(child);
  }
}

/** Throws the failure the guest reports, or a plain one when what it says cannot be read. */
function readReply(
  text: string,
  kind: 'code' | 'sql' = 'code',
): { items: unknown[]; console: unknown; staticData: unknown } {
  let reply: unknown;
  try {
    reply = JSON.parse(text);
  } catch {
    throw guestFailure({ code: 'bad-result', message: '' });
  }
  if (!isPlainObject(reply)) throw guestFailure({ code: 'bad-result', message: '' });
  if (reply['ok'] === true && Array.isArray(reply['items'])) {
    return { items: reply['items'], console: reply['console'], staticData: reply['staticData'] };
  }
  const { message, line, itemIndex } = reply;
  throw guestFailure(
    {
      code: GUEST_FAILURE_CODES.find((code) => code === reply['code']) ?? 'threw',
      message: typeof message === 'string' ? message.slice(0, 2000) : '',
      ...(typeof line === 'number' ? { line } : {}),
      ...(typeof itemIndex === 'number' ? { itemIndex } : {}),
    },
    kind,
  );
}

/** Who has which child, and who waits for one. */
class Places {
  private readonly idle = new Map<SandboxChild, NodeJS.Timeout>();
  private readonly busy = new Set<SandboxChild>();
  private waiters: Waiter[] = [];
  private closed = false;

  constructor(private readonly options: SandboxPoolOptions) {}

  get size(): number {
    return this.idle.size + this.busy.size;
  }

  take(tenantId: string, queueMs: number, signal?: AbortSignal): Promise<SandboxChild> {
    if (this.closed) return Promise.reject(sandboxLost());
    if (signal?.aborted) return Promise.reject(sandboxStopped());
    const child = this.findIdle(tenantId) ?? this.makeRoom(tenantId);
    if (child) return Promise.resolve(child);
    return new Promise((resolve, reject) => {
      const leave = (): void => {
        clearTimeout(timer);
        signal?.removeEventListener('abort', onAbort);
        this.waiters = this.waiters.filter((other) => other !== waiter);
      };
      const waiter: Waiter = {
        tenantId,
        since: Date.now(),
        give: (given) => {
          leave();
          resolve(given);
        },
      };
      const timer = setTimeout(() => {
        leave();
        reject(sandboxBusy());
      }, queueMs);
      const onAbort = (): void => {
        leave();
        reject(sandboxStopped());
      };
      signal?.addEventListener('abort', onAbort, { once: true });
      this.waiters.push(waiter);
    });
  }

  giveBack(child: SandboxChild): void {
    this.busy.delete(child);
    if (child.worn || child.calls >= (this.options.callsPerChild ?? 5000) || this.closed) child.kill();
    const next = this.nextWaiter(child);
    if (next && !child.worn && next.tenantId === child.tenantId) {
      this.busy.add(child);
      next.give(child);
      return;
    }
    if (!child.worn) this.rest(child);
    if (!next) return;
    const made = this.makeRoom(next.tenantId);
    if (made) next.give(made);
  }

  close(): void {
    this.closed = true;
    for (const [child, timer] of this.idle) {
      clearTimeout(timer);
      child.kill();
    }
    for (const child of this.busy) child.kill();
    this.idle.clear();
  }

  /** A tenant keeps its child while its own calls wait, unless another has waited for longer than a turn. */
  private nextWaiter(child: SandboxChild): Waiter | undefined {
    const [oldest] = this.waiters;
    if (!oldest || Date.now() - oldest.since > TURN_MS) return oldest;
    return this.waiters.find((waiter) => waiter.tenantId === child.tenantId) ?? oldest;
  }

  private findIdle(tenantId: string): SandboxChild | undefined {
    for (const [child, timer] of this.idle) {
      if (child.tenantId !== tenantId) continue;
      clearTimeout(timer);
      this.idle.delete(child);
      if (child.worn) return this.findIdle(tenantId);
      this.busy.add(child);
      return child;
    }
    return undefined;
  }

  /** A new child, in place of the longest idle one where all places are taken. */
  private makeRoom(tenantId: string): SandboxChild | undefined {
    if (this.size >= (this.options.size ?? 2)) {
      const [longest] = this.idle;
      if (!longest) return undefined;
      clearTimeout(longest[1]);
      this.idle.delete(longest[0]);
      longest[0].kill();
    }
    const child = startSandboxChild(this.options.childPath, tenantId);
    this.busy.add(child);
    return child;
  }

  private rest(child: SandboxChild): void {
    const timer = setTimeout(() => {
      this.idle.delete(child);
      child.kill();
    }, this.options.idleMs ?? 60_000);
    timer.unref();
    this.idle.set(child, timer);
  }
}
