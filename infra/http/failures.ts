/** What can go wrong with an outbound call, in the codes and words a person sees. */
import { NodeFailure, type EffectOutcome } from '@/core/node-kit/node-failure';

/** How far a call got: decides whether an outside write may have happened. */
export type CallPhase = 'connecting' | 'sent';

const TLS_ERROR = /^(ERR_TLS|ERR_SSL|CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_|HOSTNAME_MISMATCH|EPROTO)/;

export function blockedAddress(host: string): NodeFailure {
  return NodeFailure.final(
    'http.blocked-address',
    `"${host}" points into a private network, which calls may not reach. Use a public address, or ask the operator to allow it (HEDDLE_ALLOW_OUTBOUND).`,
    { outcome: 'not-done', details: { host } },
  );
}

export function invalidUrl(url: string): NodeFailure {
  return NodeFailure.final(
    'http.invalid-url',
    `"${url.slice(0, 200)}" is not a web address. It must start with http:// or https://.`,
    { outcome: 'not-done' },
  );
}

export function invalidHeader(name: string): NodeFailure {
  return NodeFailure.final(
    'http.invalid-header',
    `The header "${name.slice(0, 100)}" cannot be sent. Names take letters, digits and -, values take one line of plain text.`,
    { outcome: 'not-done', details: { header: name.slice(0, 100) } },
  );
}

export function forbiddenHeader(name: string): NodeFailure {
  return NodeFailure.final(
    'http.forbidden-header',
    `The header "${name}" follows from the URL and cannot be chosen. Remove it, and put the name into the URL.`,
    { outcome: 'not-done', details: { header: name } },
  );
}

export function unknownHost(host: string, cause: unknown): NodeFailure {
  const code = errorCode(cause);
  const options = { outcome: 'not-done' as const, details: { host } };
  return code === 'ENOTFOUND'
    ? NodeFailure.final('http.unknown-host', `There is no address for "${host}". Check the URL.`, options)
    : NodeFailure.retryable(
        'http.dns-failed',
        `The address of "${host}" could not be looked up. Try again.`,
        options,
      );
}

export function tooDeep(limit: number): NodeFailure {
  return NodeFailure.final(
    'http.too-deep',
    `Workflows have called each other more than ${limit} times in a row. Break the circle of calls.`,
    { outcome: 'not-done', details: { limit } },
  );
}

export function timedOut(timeoutMs: number, phase: CallPhase): NodeFailure {
  return NodeFailure.retryable(
    'http.timeout',
    phase === 'connecting'
      ? `No connection within ${timeoutMs} ms. Check the address, or give the call more time.`
      : `No complete answer within ${timeoutMs} ms. Give the call more time, or set a retry.`,
    { outcome: outcomeOf(phase), details: { timeoutMs } },
  );
}

export function aborted(phase: CallPhase): NodeFailure {
  return NodeFailure.final('http.aborted', 'The call was stopped before it ended.', {
    outcome: outcomeOf(phase),
  });
}

/** The answer came, so the call happened; its body is just too big to take. */
export function tooLarge(limit: number): NodeFailure {
  return NodeFailure.final(
    'http.too-large',
    `The answer is larger than ${limit} bytes. Ask for less at a time (a page, a filter).`,
    { outcome: 'done', details: { limit } },
  );
}

export function badEncoding(encoding: string): NodeFailure {
  return NodeFailure.final(
    'http.bad-encoding',
    `The answer says it is ${encoding}, but cannot be unpacked.`,
    {
      outcome: 'done',
    },
  );
}

/** Redirects that are not followed. `sent` is true when an earlier hop may already have done the write. */
export function refusedRedirect(
  why: 'too-many' | 'downgrade' | 'invalid',
  outcome: EffectOutcome,
): NodeFailure {
  const messages = {
    'too-many': 'The address redirects more than five times. Use the final address.',
    downgrade:
      'The address redirects from https to http, which would send the data in the open. Use another address.',
    invalid: 'The address redirects to something that is not a web address.',
  };
  const codes = {
    'too-many': 'http.too-many-redirects',
    downgrade: 'http.redirect-downgrade',
    invalid: 'http.redirect-invalid',
  };
  return NodeFailure.final(codes[why], messages[why], { outcome });
}

/** Whatever a socket, TLS or the parser reported. */
export function connectionFailed(error: unknown, phase: CallPhase, host: string): NodeFailure {
  if (error instanceof NodeFailure) return error;
  const code = errorCode(error);
  const details = { host, reason: code };
  if (phase === 'connecting') {
    if (TLS_ERROR.test(code)) {
      const message = `The secure connection to "${host}" failed (${code}). Its certificate must be valid for that name.`;
      return NodeFailure.final('http.tls-failed', message, { outcome: 'not-done', details });
    }
    const message = `No connection to "${host}" (${code}). Check that the server runs and the address is right.`;
    return NodeFailure.retryable('http.connect-failed', message, { outcome: 'not-done', details });
  }
  if (code.startsWith('HPE_') || (error instanceof Error && error.name === 'HTTPParserError')) {
    const message = `"${host}" answered with something that is not HTTP.`;
    return NodeFailure.final('http.bad-answer', message, { outcome: 'unknown', details });
  }
  const message = `The connection to "${host}" broke before the answer was complete (${code}).`;
  return NodeFailure.retryable('http.connection-lost', message, { outcome: 'unknown', details });
}

function outcomeOf(phase: CallPhase): EffectOutcome {
  return phase === 'connecting' ? 'not-done' : 'unknown';
}

/** A stable word for an error: its code, never its message, which may hold addresses. */
function errorCode(error: unknown): string {
  if (typeof error !== 'object' || error === null) return 'unknown';
  if ('code' in error && typeof error.code === 'string') return error.code;
  const inner = 'errors' in error && Array.isArray(error.errors) ? error.errors[0] : null;
  return inner ? errorCode(inner) : 'unknown';
}
