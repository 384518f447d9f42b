import { TRPCError } from '@trpc/server';
import { z } from 'zod';
import { type AppError, UserProblem } from '@/core/errors/app-error';
import { familyError } from '../http/family-error';

type TrpcCode = TRPCError['code'];

const CODE_BY_STATUS: Readonly<Record<number, TrpcCode>> = {
  400: 'BAD_REQUEST',
  401: 'UNAUTHORIZED',
  403: 'FORBIDDEN',
  404: 'NOT_FOUND',
  405: 'METHOD_NOT_SUPPORTED',
  408: 'TIMEOUT',
  409: 'CONFLICT',
  412: 'PRECONDITION_FAILED',
  413: 'PAYLOAD_TOO_LARGE',
  415: 'UNSUPPORTED_MEDIA_TYPE',
  422: 'UNPROCESSABLE_CONTENT',
  428: 'PRECONDITION_REQUIRED',
  429: 'TOO_MANY_REQUESTS',
};

/** What a client may rely on in `error.data.problem`, whatever went wrong. */
export interface TrpcProblem {
  /** Stable, dotted: `workflow.not-found`. */
  code: string;
  details: Record<string, unknown>;
}

/** The tRPC error that stands for one of the three families. */
export function toTrpcError(error: AppError): TRPCError {
  return new TRPCError({ code: trpcCodeOf(error), message: error.message, cause: error });
}

function trpcCodeOf(error: AppError): TrpcCode {
  if (error.family === 'operational-failure') return 'SERVICE_UNAVAILABLE';
  if (error instanceof UserProblem) return CODE_BY_STATUS[error.status] ?? 'BAD_REQUEST';
  return 'INTERNAL_SERVER_ERROR';
}

/** The family error behind whatever tRPC caught. Faults of tRPC's own (unknown procedure, bad JSON) become user problems. */
export function appErrorBehind(error: TRPCError): AppError {
  if (error.cause instanceof z.ZodError && error.code === 'BAD_REQUEST') return inputProblem(error.cause);
  if (error.code === 'NOT_FOUND' && error.cause === undefined) {
    return new UserProblem('procedure.not-found', 'There is no such procedure.', { status: 404 });
  }
  if (error.cause === undefined && error.code !== 'INTERNAL_SERVER_ERROR') {
    return new UserProblem('request.refused', error.message, { status: 400 });
  }
  if (error.code === 'PARSE_ERROR' || (error.code === 'BAD_REQUEST' && error.cause instanceof SyntaxError)) {
    return new UserProblem('request.not-json', 'The request is not the JSON it says.', { status: 400 });
  }
  return familyError(error.cause ?? error);
}

/** `input.invalid` with every place that is wrong. */
export function inputProblem(error: z.ZodError): UserProblem {
  const issues = error.issues.slice(0, 50).map((issue) => ({
    path: issue.path.map(String).join('.'),
    message: issue.message,
  }));
  const first = issues[0];
  const where =
    first && first.path !== '' ? ` (${first.path}: ${first.message})` : first ? ` (${first.message})` : '';
  return new UserProblem('input.invalid', `The request is not as expected${where}.`, { details: { issues } });
}

/** What goes over the wire: never a stack, and nothing about a bug but a reference. */
export function problemOf(error: AppError, requestId: string | undefined): TrpcProblem {
  const reference = requestId === undefined ? {} : { requestId };
  if (error.family === 'bug') return { code: 'internal', details: reference };
  return { code: error.code, details: { ...error.details } };
}
