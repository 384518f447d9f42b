/**
 * Access tokens of OAuth 2.0 client credentials (RFC 6749, 4.4): asked for when one is needed, kept in this process until
 * shortly before they end, and asked for once however many steps want one.
 */
import { basicHeader } from '@/core/credentials/use-credential';
import type { GuardedHttp, HttpResponse } from '@/core/node-kit/executor';
import { NodeFailure } from '@/core/node-kit/node-failure';
import type { Clock } from '@/infra/clock/clock';
import type { FoundCredential } from './open-credentials';

export interface AccessTokens {
  /** Throws NodeFailure `credential.token-refused`, `credential.token-unreadable`, or what the call failed with. */
  get(found: FoundCredential, http: GuardedHttp): Promise<string>;
  /** Asks anew the next time. */
  forget(found: FoundCredential): void;
}

interface Kept {
  token: Promise<string>;
  /** Milliseconds since the epoch; unknown while it is asked for. */
  endsAt: number;
}

const MAX_KEPT = 2000;
/** A token is not used in its last moments: the call takes time, and clocks differ. */
const MARGIN_MS = 30_000;
/** RFC 6749 leaves out how long a token holds that says nothing; few hold less. */
const UNSAID_MS = 5 * 60_000;
const ANSWER_BYTES = 200_000;
const TIMEOUT_MS = 20_000;

export function createAccessTokens(clock: Clock): AccessTokens {
  const kept = new Map<string, Kept>();
  return {
    get({ credential, key }, http) {
      const known = kept.get(key);
      if (known && known.endsAt > clock.now()) return known.token;
      if (kept.size >= MAX_KEPT) kept.clear();
      const asked = askFor(credential.values, http);
      const entry: Kept = { token: asked.then(({ token }) => token), endsAt: Infinity };
      kept.set(key, entry);
      asked.then(
        ({ holdsMs }) => (entry.endsAt = clock.now() + holdsMs - MARGIN_MS),
        () => kept.get(key) === entry && kept.delete(key),
      );
      return entry.token;
    },
    forget: ({ key }) => void kept.delete(key),
  };
}

async function askFor(
  values: Readonly<Record<string, string>>,
  http: GuardedHttp,
): Promise<{ token: string; holdsMs: number }> {
  const { tokenUrl = '', clientId = '', clientSecret = '', scope = '', sendAs } = values;
  const form = new URLSearchParams({ grant_type: 'client_credentials', ...(scope === '' ? {} : { scope }) });
  const headers = [
    { name: 'Content-Type', value: 'application/x-www-form-urlencoded' },
    { name: 'Accept', value: 'application/json' },
  ];
  if (sendAs === 'body') {
    form.set('client_id', clientId);
    form.set('client_secret', clientSecret);
  } else {
    // RFC 6749, 2.3.1: both are form-encoded before they are joined.
    headers.push({ name: 'Authorization', value: basicHeader(encoded(clientId), encoded(clientSecret)) });
  }
  const request = { method: 'POST', url: tokenUrl, headers, body: form.toString(), timeoutMs: TIMEOUT_MS };
  // Not ended with the step: others may wait for the same token.
  const response = await http
    .request({ ...request, followRedirects: false, maxResponseBytes: ANSWER_BYTES })
    .catch((thrown: unknown) => {
      throw thrown instanceof NodeFailure ? notDone(thrown) : thrown;
    });
  return readToken(response);
}

function readToken({ status, body }: HttpResponse): { token: string; holdsMs: number } {
  if (status < 200 || status >= 300) {
    const message = `The token service answered ${status}. Check the client’s id, secret and scope in the credential.`;
    const options = { outcome: 'not-done', details: { status } } as const;
    throw status === 429 || status >= 500
      ? NodeFailure.retryable('credential.token-refused', message, options)
      : NodeFailure.final('credential.token-refused', message, options);
  }
  const answer = parsed(new TextDecoder().decode(body));
  const token = answer?.['access_token'];
  if (typeof token !== 'string' || token === '') {
    throw NodeFailure.final(
      'credential.token-unreadable',
      'The token service answered without an access token. Check its address in the credential.',
      { outcome: 'not-done' },
    );
  }
  const seconds = Number(answer?.['expires_in']);
  return { token, holdsMs: Number.isFinite(seconds) && seconds > 0 ? seconds * 1000 : UNSAID_MS };
}

/** The service's own call is no write of the node: that has not happened yet. */
function notDone({ code, message, retryable, details }: NodeFailure): NodeFailure {
  const options = { outcome: 'not-done', details } as const;
  return retryable
    ? NodeFailure.retryable(code, message, options)
    : NodeFailure.final(code, message, options);
}

function parsed(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? { ...value } : null;
  } catch {
    return null;
  }
}

function encoded(text: string): string {
  return new URLSearchParams([['', text]]).toString().slice(1);
}
