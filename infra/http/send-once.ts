/** One hop: sends a request over a pinned connection and takes the answer's raw bytes within bounds. */
import type { Dispatcher, Pool } from 'undici';
import { aborted, connectionFailed, timedOut, tooLarge, type CallPhase } from './failures';
import type { Header } from './request-headers';

export interface Hop {
  pool: Pool;
  url: URL;
  method: string;
  headers: readonly Header[];
  body: string | Uint8Array | null;
  /** Bytes as they come over the wire. */
  maxBytes: number;
  /** Fires when the whole call is out of time or was stopped. */
  signal: AbortSignal;
  timeoutMs: number;
  /** Asked at the last moment before the request is written; false = it is not. */
  maySend: () => boolean;
}

export interface RawAnswer {
  status: number;
  headers: Record<string, string>;
  body: Buffer;
}

/** A failure, and how far the hop got before it. */
export class HopError extends Error {
  readonly phase: CallPhase;
  /** Nothing of an answer had come. */
  readonly silent: boolean;
  constructor(cause: unknown, phase: CallPhase, silent: boolean) {
    super('hop failed', { cause });
    this.phase = phase;
    this.silent = silent;
  }
}

/** Rejects with HopError, whose cause is a NodeFailure. */
export function sendOnce(hop: Hop): Promise<RawAnswer> {
  return new Promise((resolve, reject) => {
    const answer = new AnswerReader(hop, resolve, reject);
    if (hop.signal.aborted) {
      answer.stop();
      return;
    }
    hop.signal.addEventListener('abort', answer.stop, { once: true });
    const options: Dispatcher.DispatchOptions = {
      path: hop.url.pathname + hop.url.search,
      // The type lists the usual methods; undici checks the token itself.
      method: hop.method,
      headers: hop.headers.flatMap(({ name, value }) => [name, value]),
      body: hop.body,
      headersTimeout: 0,
      bodyTimeout: 0,
    };
    try {
      hop.pool.dispatch(options, answer);
    } catch (error) {
      answer.onResponseError(null, error instanceof Error ? error : new Error('dispatch'));
    }
  });
}

class AnswerReader implements Dispatcher.DispatchHandler {
  private phase: CallPhase = 'connecting';
  private settled = false;
  private controller: Dispatcher.DispatchController | null = null;
  private status = 0;
  private headers: Record<string, string> = {};
  private readonly chunks: Buffer[] = [];
  private size = 0;

  constructor(
    private readonly hop: Hop,
    private readonly resolve: (answer: RawAnswer) => void,
    private readonly reject: (error: HopError) => void,
  ) {}

  /** The signal fired. */
  readonly stop = (): void => {
    const reason: unknown = this.hop.signal.reason;
    this.fail(reason === TIMED_OUT ? timedOut(this.hop.timeoutMs, this.phase) : aborted(this.phase));
  };

  onRequestStart(controller: Dispatcher.DispatchController): void {
    // Still in the queue when the call was given up: nothing is written.
    if (this.settled) {
      controller.abort(new Error('given up'));
      return;
    }
    this.controller = controller;
    if (!this.hop.maySend()) return this.fail(aborted(this.phase));
    this.phase = 'sent';
  }

  onResponseStart(
    _controller: Dispatcher.DispatchController,
    status: number,
    headers: Record<string, string | string[] | undefined>,
  ): void {
    if (status < 200) return;
    this.status = status;
    for (const [name, value] of Object.entries(headers)) {
      if (value !== undefined) this.headers[name] = Array.isArray(value) ? value.join(', ') : value;
    }
    const announced = Number(this.headers['content-length'] ?? 0);
    if (announced > this.hop.maxBytes && this.hop.method !== 'HEAD') this.fail(tooLarge(this.hop.maxBytes));
  }

  onResponseData(_controller: Dispatcher.DispatchController, chunk: Buffer): void {
    this.size += chunk.length;
    if (this.size > this.hop.maxBytes) this.fail(tooLarge(this.hop.maxBytes));
    else this.chunks.push(chunk);
  }

  onResponseEnd(): void {
    if (this.settled) return;
    this.settle();
    this.resolve({ status: this.status, headers: this.headers, body: Buffer.concat(this.chunks, this.size) });
  }

  onResponseError(_controller: Dispatcher.DispatchController | null, error: Error): void {
    this.fail(connectionFailed(error, this.phase, this.hop.url.hostname));
  }

  private fail(failure: unknown): void {
    if (this.settled) return;
    this.settle();
    this.reject(new HopError(failure, this.phase, this.status === 0));
    this.controller?.abort(new Error('given up'));
  }

  private settle(): void {
    this.settled = true;
    this.hop.signal.removeEventListener('abort', this.stop);
  }
}

/** The abort reason that stands for the time limit. */
export const TIMED_OUT = Symbol('timed out');
