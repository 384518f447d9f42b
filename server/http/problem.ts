import type { ServerResponse } from 'node:http';
import { type AppError, UserProblem } from '@/core/errors/app-error';
import type { ProblemDocument } from '@/core/contracts/problem-schema';

/** HTTP status of a family error. */
export function statusOf(error: AppError): number {
  if (error instanceof UserProblem) return error.status;
  return error.family === 'operational-failure' ? 503 : 500;
}

/** The problem document of an error: never a stack; of a bug nothing but the request's id. */
export function problemDocument(error: AppError, requestId: string): ProblemDocument {
  const isBug = error.family === 'bug';
  return {
    type: 'about:blank',
    title: TITLES[statusOf(error)] ?? 'Problem',
    status: statusOf(error),
    code: isBug ? 'internal' : error.code,
    detail: isBug ? 'Something went wrong on our side.' : error.message,
    requestId,
    ...(isBug || Object.keys(error.details).length === 0 ? {} : { details: { ...error.details } }),
  };
}

/** Answers with `application/problem+json`. Does nothing when an answer is already under way. */
export function sendProblem(response: ServerResponse, error: AppError, requestId: string): void {
  if (response.headersSent) {
    response.destroy();
    return;
  }
  const body = JSON.stringify(problemDocument(error, requestId));
  response.statusCode = statusOf(error);
  response.setHeader('content-type', 'application/problem+json; charset=utf-8');
  response.setHeader('content-length', Buffer.byteLength(body));
  response.setHeader('cache-control', 'no-store');
  if (response.statusCode === 503 && !response.hasHeader('retry-after'))
    response.setHeader('retry-after', '1');
  const { retryAfterSeconds } = error.details;
  if (response.statusCode === 429 && typeof retryAfterSeconds === 'number')
    response.setHeader('retry-after', String(retryAfterSeconds));
  if (response.statusCode === 401) response.setHeader('www-authenticate', 'Bearer');
  response.end(body);
}

const TITLES: Readonly<Record<number, string>> = {
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
  409: 'Conflict',
  412: 'Precondition Failed',
  413: 'Content Too Large',
  415: 'Unsupported Media Type',
  422: 'Unprocessable Content',
  428: 'Precondition Required',
  429: 'Too Many Requests',
  500: 'Internal Server Error',
  503: 'Service Unavailable',
};
