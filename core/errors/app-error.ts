/**
 * The three error families, told apart by who is to blame. Every error that crosses a layer is one of these;
 * expected outcomes are values instead. `code` is stable and documented, `message` says what to do next,
 * `details` is JSON-safe and free of secrets.
 */

/** JSON-safe facts about an error that a person or program may see. */
export type ErrorDetails = Readonly<Record<string, unknown>>;

export interface AppErrorOptions {
  details?: ErrorDetails;
  cause?: unknown;
}

export type ErrorFamily = 'user-problem' | 'operational-failure' | 'bug';

abstract class BaseAppError extends Error {
  abstract readonly family: ErrorFamily;
  readonly code: string;
  readonly details: ErrorDetails;

  constructor(code: string, message: string, options: AppErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = new.target.name;
    this.code = code;
    this.details = options.details ?? {};
  }
}

/**
 * The caller asked for something that cannot be done as asked (4xx). Shown to the person, never reported.
 * `status` is the HTTP status that the border answers with.
 */
export class UserProblem extends BaseAppError {
  override readonly family = 'user-problem' as const;
  readonly status: number;

  constructor(code: string, message: string, options: AppErrorOptions & { status?: number } = {}) {
    super(code, message, options);
    this.status = options.status ?? 400;
  }

  /** 404 for a thing that is unknown or belongs to somebody else: the two are never told apart. */
  static notFound(noun: string): UserProblem {
    return new UserProblem(`${noun}.not-found`, `This ${noun} does not exist or you have no access to it.`, {
      status: 404,
    });
  }

  /** 403: the person is known but the role does not allow it. */
  static forbidden(permission: string): UserProblem {
    return new UserProblem(
      'access.forbidden',
      `Your role does not allow this (${permission}). Ask an admin.`,
      {
        status: 403,
        details: { permission },
      },
    );
  }

  /** 401: nobody is signed in. */
  static unauthenticated(): UserProblem {
    return new UserProblem('access.unauthenticated', 'Sign in or send a valid API key.', { status: 401 });
  }

  /** 409: the thing changed meanwhile or collides with another. */
  static conflict(code: string, message: string, details: ErrorDetails = {}): UserProblem {
    return new UserProblem(code, message, { status: 409, details });
  }
}

/** Something outside failed for now (network, database, full disk): worth trying again (503). */
export class OperationalFailure extends BaseAppError {
  override readonly family = 'operational-failure' as const;
}

/** We are wrong: reported, 500, and the person gets a reference only. */
export class Bug extends BaseAppError {
  override readonly family = 'bug' as const;
}

export type AppError = UserProblem | OperationalFailure | Bug;

/** True for errors of the three families. */
export function isAppError(value: unknown): value is AppError {
  return value instanceof BaseAppError;
}

/** Turns whatever was thrown into one of the families; used once, at a border. */
export function toAppError(value: unknown): AppError {
  if (isAppError(value)) return value;
  return new Bug('internal', 'Something went wrong on our side.', { cause: value });
}
