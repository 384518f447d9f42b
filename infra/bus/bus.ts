/**
 * Small messages between processes, and never the truth: a message may be lost, late or come twice. Whoever listens also
 * looks into the database now and then, and after a `gap` looks at once. What a message carries saves the look, nothing else.
 */
import pg from 'pg';
import type { Log } from '@/infra/log/log';

export type BusChannel =
  | 'heddle_due'
  | 'heddle_open'
  | `heddle_hand_${string}`
  | 'heddle_live'
  | 'heddle_interest'
  | 'heddle_cancel'
  | 'heddle_draft'
  | 'heddle_routes'
  | 'heddle_sessions'
  | 'heddle_limits'
  | `heddle_reply_${string}`;

export interface Bus {
  /** Delivers each payload; returns the way to stop. */
  subscribe(channel: BusChannel, onPayload: (payload: string) => void): Promise<() => Promise<void>>;
  /** Called after the connection was lost and made again: messages may be missing. */
  onGap(handler: () => void): void;
  /** At most 8,000 bytes. Never throws: a message that cannot be sent is a message lost. */
  publish(channel: BusChannel, payload: string): Promise<void>;
  /**
   * Whether statements should notify by themselves, with their commit, because that is the way these messages go now.
   * False where another transport carries them: then whoever wrote publishes after the commit.
   */
  notifiesWithCommit(): boolean;
  close(): Promise<void>;
}

export interface PostgresBusOptions {
  /** A direct connection: LISTEN does not pass a transaction pooler. */
  connectionString: string;
  log: Log;
  /** Milliseconds between attempts to connect again; grows to 16 times this. */
  reconnectMs?: number;
}

/** The bus on PostgreSQL's LISTEN and NOTIFY: one connection for each process. */
export async function createPostgresBus(options: PostgresBusOptions): Promise<Bus> {
  const handlers = new Map<string, Set<(payload: string) => void>>();
  const gapHandlers = new Set<() => void>();
  const baseDelayMs = options.reconnectMs ?? 250;
  let client: pg.Client | null = null;
  let closed = false;
  let retryTimer: NodeJS.Timeout | null = null;
  let failures = 0;

  async function connect(): Promise<void> {
    const next = new pg.Client({
      connectionString: options.connectionString,
      application_name: 'heddle-bus',
      keepAlive: true,
    });
    next.on('notification', (message) => {
      for (const handler of handlers.get(message.channel) ?? []) handler(message.payload ?? '');
    });
    next.on('error', () => lost(next));
    next.on('end', () => lost(next));
    await next.connect();
    for (const channel of handlers.keys()) await next.query(`listen ${pg.escapeIdentifier(channel)}`);
    client = next;
    failures = 0;
  }

  function lost(which: pg.Client): void {
    if (closed || which !== client) return;
    client = null;
    options.log.warn(
      { code: 'bus.connection-lost' },
      'The notification connection was lost; connecting again.',
    );
    retry();
  }

  function retry(): void {
    if (closed || retryTimer) return;
    const delayMs = baseDelayMs * 2 ** Math.min(failures, 4);
    failures += 1;
    retryTimer = setTimeout(() => {
      retryTimer = null;
      connect().then(
        () => gapHandlers.forEach((handler) => handler()),
        () => retry(),
      );
    }, delayMs);
  }

  await connect();
  return {
    async subscribe(channel, onPayload) {
      const known = handlers.get(channel) ?? new Set();
      known.add(onPayload);
      handlers.set(channel, known);
      if (known.size === 1) await client?.query(`listen ${pg.escapeIdentifier(channel)}`);
      return async () => {
        known.delete(onPayload);
        if (known.size > 0 || handlers.get(channel) !== known) return;
        handlers.delete(channel);
        await client?.query(`unlisten ${pg.escapeIdentifier(channel)}`).catch(() => undefined);
      };
    },
    onGap(handler) {
      gapHandlers.add(handler);
    },
    async publish(channel, payload) {
      await client?.query('select pg_notify($1, $2)', [channel, payload]).catch(() => undefined);
    },
    notifiesWithCommit: () => true,
    async close() {
      closed = true;
      if (retryTimer) clearTimeout(retryTimer);
      const ending = client;
      client = null;
      await ending?.end();
    },
  };
}
