import type { ServerResponse } from 'node:http';
import type { RunAnswer } from '@/core/node-kit/executor';
import { UserProblem } from '@/core/errors/app-error';
import type { RunReply } from '@/infra/bus/replies';
import { sendProblem } from '../http/problem';

/**
 * What workflows answer shares an address with the product, so it is shut away: pages get an origin of their own
 * (`sandbox`), and headers that reach beyond the answer are dropped.
 */
const SANDBOX_POLICY = 'sandbox allow-downloads allow-forms allow-popups allow-scripts';
const DROPPED_HEADERS = new Set([
  'set-cookie',
  'content-security-policy',
  'content-security-policy-report-only',
  'clear-site-data',
  'service-worker-allowed',
  'strict-transport-security',
  'set-cookie2',
  'public-key-pins',
  'alt-svc',
  'nel',
  'report-to',
  'reporting-endpoints',
  'origin-agent-cluster',
  'accept-ch',
  'critical-ch',
  'content-length',
  'content-encoding',
  'transfer-encoding',
  'connection',
  'keep-alive',
  'upgrade',
  'trailer',
  'te',
  'x-request-id',
  'x-content-type-options',
]);
const HEADER_NAME = /^[A-Za-z0-9!#$%&'*+.^_`|~-]+$/;

/** Headers of every answer to a webhook, whoever wrote it. */
export function prepareHookResponse(response: ServerResponse): void {
  response.setHeader('x-content-type-options', 'nosniff');
  response.setHeader('content-security-policy', SANDBOX_POLICY);
}

function sendJson(response: ServerResponse, status: number, value: unknown): void {
  const text = JSON.stringify(value);
  response.writeHead(status, {
    'content-type': 'application/json; charset=utf-8',
    'content-length': Buffer.byteLength(text),
  });
  response.end(text);
}

/** The run was accepted and goes on by itself. */
export function sendAccepted(response: ServerResponse, runId: string): void {
  sendJson(response, 202, { id: runId });
}

/** Sets the headers that a workflow may set, in plain text; gives the content type among them. */
export function setAnswerHeaders(
  response: ServerResponse,
  headers: Readonly<Record<string, string>>,
): string | null {
  let contentType: string | null = null;
  for (const [name, value] of Object.entries(headers)) {
    const lower = name.toLowerCase();
    if (DROPPED_HEADERS.has(lower) || !HEADER_NAME.test(name)) continue;
    const clean = String(value).replace(/[^\t\x20-\x7e\x80-\xff]/g, '');
    if (lower === 'content-type') contentType = clean;
    response.setHeader(name, clean);
  }
  return contentType;
}

/** What a respond node said. */
export function sendAnswer(response: ServerResponse, answer: RunAnswer): void {
  const status =
    Number.isInteger(answer.status) && answer.status >= 200 && answer.status <= 599 ? answer.status : 200;
  const contentType = setAnswerHeaders(response, answer.headers);
  response.statusCode = status;
  if (status === 204 || status === 304) {
    response.end();
    return;
  }
  if (answer.encoding === 'base64') {
    const bytes = Buffer.from(String(answer.body), 'base64');
    if (contentType === null) response.setHeader('content-type', 'application/octet-stream');
    response.setHeader('content-length', bytes.length);
    response.end(bytes);
    return;
  }
  const isText = contentType !== null && !/[/+]json\b/i.test(contentType) && typeof answer.body === 'string';
  const text = isText ? String(answer.body) : JSON.stringify(answer.body);
  if (contentType === null) response.setHeader('content-type', 'application/json; charset=utf-8');
  response.setHeader('content-length', Buffer.byteLength(text));
  response.end(text);
}

/** A run that ended without an answer for the caller. */
export function sendRunProblem(response: ServerResponse, reply: RunReply, requestId: string): void {
  const details = {
    runId: reply.runId,
    ...(reply.error ? { error: { code: reply.error.code, nodeId: reply.error.nodeId } } : {}),
  };
  sendProblem(response, runProblem(reply, details), requestId);
}

function runProblem(reply: RunReply, details: Record<string, unknown>): UserProblem {
  if (reply.status === 'cancelled') {
    return new UserProblem('run.cancelled', 'The run was cancelled before it answered.', {
      status: 500,
      details,
    });
  }
  if (reply.status === 'failed') {
    return new UserProblem('run.failed', 'The run failed. Its page says where and why.', {
      status: 500,
      details,
    });
  }
  return new UserProblem(
    'webhook.no-response',
    'The run finished without reaching a Respond node. Connect one on every path, or answer when finished.',
    { status: 500, details },
  );
}
