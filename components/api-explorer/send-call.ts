/** Sends a call from this page to its own server. */
import type { ApiCall } from './api-document';
import { addressOf, headersOf, type ApiValues } from './api-request';

export interface ApiAnswer {
  status: number;
  headers: readonly (readonly [name: string, value: string])[];
  /** JSON with indents where it is JSON. Grows while a stream goes on. */
  text: string;
  /** From the request to the answer's head, in milliseconds. */
  tookMs: number;
  isOpen: boolean;
}

/** More than this is not shown. */
const MOST_CHARACTERS = 200_000;

/** Tells of the answer as it comes. Rejects when nobody answered or the signal ended it before. */
export async function sendCall(
  call: ApiCall,
  request: { values: ApiValues; key: string; signal: AbortSignal },
  onAnswer: (answer: ApiAnswer) => void,
): Promise<void> {
  const began = performance.now();
  // The page's own origin: the policy of the page allows no other.
  const response = await window.fetch(addressOf(call, request.values), {
    method: call.method,
    headers: headersOf(call, request.values, request.key.trim()),
    credentials: 'omit',
    cache: 'no-store',
    signal: request.signal,
    ...(call.body ? { body: request.values.body } : {}),
  });
  const shown = {
    status: response.status,
    headers: [...response.headers.entries()],
    tookMs: Math.round(performance.now() - began),
  };
  let text = '';
  const tell = (isOpen: boolean) => onAnswer({ ...shown, text: isOpen ? text : pretty(text), isOpen });
  tell(true);
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  try {
    for (;;) {
      const chunk = await reader?.read();
      if (!chunk || chunk.done) break;
      text += chunk.value;
      if (text.length > MOST_CHARACTERS) {
        text = `${text.slice(0, MOST_CHARACTERS)}…`;
        await reader?.cancel();
        break;
      }
      tell(true);
    }
  } catch (error) {
    // Stopped by the person: what came so far stays.
    if (!request.signal.aborted) throw error;
  }
  tell(false);
}

/** JSON with indents; anything else as it is. */
export function pretty(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}
