/**
 * All that a node author needs to know about failing. Thrown by executors, recorded as a step's error, and read by the
 * retry decision.
 */

export interface StepError {
  code: string;
  /** What happened, why, and what to do. */
  message: string;
  retryable: boolean;
  /** Wait at least this long before another try. */
  retryAfterMs?: number;
  details?: Record<string, unknown>;
  itemIndex?: number;
}

/** Whether an outside write took place: decides between retry and the in-doubt policy. */
export type EffectOutcome = 'not-done' | 'done' | 'unknown';

export class NodeFailure extends Error {
  readonly code: string;
  readonly retryable: boolean;
  readonly retryAfterMs: number | undefined;
  readonly outcome: EffectOutcome;
  readonly details: Record<string, unknown>;

  private constructor(init: {
    code: string;
    message: string;
    retryable: boolean;
    retryAfterMs?: number | undefined;
    outcome?: EffectOutcome | undefined;
    details?: Record<string, unknown> | undefined;
  }) {
    super(init.message);
    this.name = 'NodeFailure';
    this.code = init.code;
    this.retryable = init.retryable;
    this.retryAfterMs = init.retryAfterMs;
    this.outcome = init.outcome ?? 'done';
    this.details = init.details ?? {};
  }

  /** It may work later (a time-out, a 503). */
  static retryable(code: string, message: string, options: FailureOptions = {}): NodeFailure {
    return new NodeFailure({ code, message, retryable: true, ...options });
  }

  /** The other side said when to come back. */
  static retryAfter(
    code: string,
    message: string,
    options: FailureOptions & { retryAfterMs: number },
  ): NodeFailure {
    return new NodeFailure({ code, message, retryable: true, ...options });
  }

  /** It will not work by trying again (wrong parameters, a 404). */
  static final(code: string, message: string, options: FailureOptions = {}): NodeFailure {
    return new NodeFailure({ code, message, retryable: false, ...options });
  }

  /** The error as it is recorded. */
  toStepError(): StepError {
    return {
      code: this.code,
      message: this.message,
      retryable: this.retryable,
      ...(this.retryAfterMs === undefined ? {} : { retryAfterMs: this.retryAfterMs }),
      ...(Object.keys(this.details).length === 0 ? {} : { details: this.details }),
    };
  }
}

export interface FailureOptions {
  outcome?: EffectOutcome;
  details?: Record<string, unknown>;
}
