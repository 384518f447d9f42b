/** One hop: sends a request over a pinned connection and takes the answer's raw bytes within bounds. */
import { Readable } from 'node:stream';
import type { Dispatcher, Pool } from 'undici';
import type { HttpBody, HttpRequest } from '@/core/node-kit/executor';
import { NodeFailure } from '@/core/node-kit/node-failure';
import { aborted, connectionFailed, timedOut, tooLarge, type CallPhase } from './failures';
import { receiveBody, type ReceivedBody } from './receive-body';
import type { Header } from './request-headers';

export interface Hop {
  pool: Pool;
  url: URL;
  method: string;
  headers: readonly Header[];
  body: string | Uint8Array | HttpBody | null;
  /** Takes the body of a successful answer as it comes. */
  receive?: HttpRequest['receive'];
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
      headers: [...hop.headers.flatMap(({ name, value }) => [name, value]), ...lengthOf(hop.body)],
      body: isStreamed(hop.body) ? Readable.from(hop.body.open(), { objectMode: false }) : hop.body,
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

function isStreamed(body: Hop['body']): body is HttpBody {
  return body !== null && typeof body === 'object' && 'open' in body;
}

/** Undici counts what it is given; of a stream it has to be told, and holds it against what comes. */
function lengthOf(body: Hop['body']): string[] {
  return isStreamed(body) ? ['content-length', String(body.size)] : [];
}

class AnswerReader implements Dispatcher.DispatchHandler {
  private phase: CallPhase = 'connecting';
  private settled = false;
  private controller: Dispatcher.DispatchController | null = null;
  private status = 0;
  private headers: Record<string, string> = {};
  private readonly chunks: Buffer[] = [];
  private size = 0;
  private received: ReceivedBody | null = null;

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
    const { receive } = this.hop;
    if (receive && status < 300 && this.hop.method !== 'HEAD') {
      const head = { status, headers: this.headers };
      this.received = receiveBody(receive, head, (error) => this.fail(reasonOf(error)));
      return;
    }
    const announced = Number(this.headers['content-length'] ?? 0);
    if (announced > this.hop.maxBytes && this.hop.method !== 'HEAD') this.fail(tooLarge(this.hop.maxBytes));
  }

  onResponseData(controller: Dispatcher.DispatchController, chunk: Buffer): void {
    if (this.received) {
      if (!this.received.write(chunk, () => controller.resume())) controller.pause();
      return;
    }
    this.size += chunk.length;
    if (this.size > this.hop.maxBytes) this.fail(tooLarge(this.hop.maxBytes));
    else this.chunks.push(chunk);
  }

  onResponseEnd(): void {
    if (this.settled) return;
    if (this.received)
      return void this.received.end().then(
        () => this.deliver(),
        () => undefined,
      );
    this.deliver();
  }

  private deliver(): void {
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
    this.received?.fail(failure);
    this.reject(new HopError(failure, this.phase, this.status === 0));
    this.controller?.abort(new Error('given up'));
  }

  private settle(): void {
    this.settled = true;
    this.hop.signal.removeEventListener('abort', this.stop);
  }
}

/** What the taker of a body says; a broken archive says it in the cause. */
function reasonOf(error: unknown): unknown {
  return error instanceof Error && error.cause instanceof NodeFailure ? error.cause : error;
}

/** The abort reason that stands for the time limit. */
export const TIMED_OUT = Symbol('timed out');
