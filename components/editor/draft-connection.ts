/**
 * The socket that carries a draft: opens, opens again after a growing delay, parses frames. It knows nothing of what
 * the frames mean. A socket that never opened because the server refused it looks the same as one that broke.
 */
import {
  draftServerFrameSchema,
  type DraftClientFrame,
  type DraftServerFrame,
} from '@/core/contracts/draft-sync';

/** The part of a WebSocket that is used; tests play it. */
export interface DraftSocket {
  send(text: string): void;
  close(): void;
  onopen: (() => void) | null;
  onclose: (() => void) | null;
  onmessage: ((event: { data: unknown }) => void) | null;
}

export interface DraftConnectionOptions {
  open(): DraftSocket;
  onFrame(frame: DraftServerFrame): void;
  onConnected(connected: boolean): void;
  /** Runs `fn` after `ms`; answers with a way to call it off. */
  schedule(fn: () => void, ms: number): () => void;
}

export interface DraftConnection {
  /** False when there is no open socket: the frame was not sent. */
  send(frame: DraftClientFrame): boolean;
  /** Tries now instead of waiting for the next attempt. */
  retryNow(): void;
  close(): void;
}

/** A frame is answered within this time, in milliseconds; else the other side is gone, though nobody said so. */
export const ANSWER_MS = 10_000;

/** Milliseconds before the n-th new attempt (from 0): half a second, doubling, at most ten. */
export function reconnectDelayMs(attempt: number): number {
  return Math.min(10_000, 500 * 2 ** attempt);
}

function parseFrame(data: unknown): DraftServerFrame | null {
  if (typeof data !== 'string') return null;
  try {
    return draftServerFrameSchema.parse(JSON.parse(data));
  } catch {
    return null;
  }
}

/** Connects, and stays connected until `close`. */
export function connectDraft(options: DraftConnectionOptions): DraftConnection {
  let socket: DraftSocket | null = null;
  let isOpen = false;
  let closed = false;
  let attempt = 0;
  let cancelRetry: (() => void) | null = null;
  let cancelWatch: (() => void) | null = null;

  function stopWatch() {
    cancelWatch?.();
    cancelWatch = null;
  }

  /** A cable that was pulled closes no socket: an answer that does not come says it first. */
  function watch(asked: DraftSocket) {
    cancelWatch ??= options.schedule(() => {
      cancelWatch = null;
      asked.onclose?.();
      asked.close();
    }, ANSWER_MS);
  }

  function connect() {
    cancelRetry = null;
    const made = options.open();
    socket = made;
    made.onopen = () => {
      isOpen = true;
      attempt = 0;
      options.onConnected(true);
    };
    made.onmessage = (event) => {
      if (socket === made) stopWatch();
      const frame = parseFrame(event.data);
      if (frame && socket === made) options.onFrame(frame);
    };
    made.onclose = () => {
      if (socket !== made) return;
      socket = null;
      isOpen = false;
      stopWatch();
      if (closed) return;
      options.onConnected(false);
      cancelRetry = options.schedule(connect, reconnectDelayMs(attempt));
      attempt += 1;
    };
  }

  connect();
  return {
    send: (frame) => {
      if (!socket || !isOpen) return false;
      socket.send(JSON.stringify(frame));
      watch(socket);
      return true;
    },
    retryNow: () => {
      if (!cancelRetry) return;
      cancelRetry();
      connect();
    },
    close: () => {
      closed = true;
      cancelRetry?.();
      stopWatch();
      socket?.close();
    },
  };
}
