/** The parts of an editor that only a browser has: storage, random ids, the draft's socket. */
import type { DraftSocket } from './draft-connection';
import type { KeyValueStorage } from './panels-store';

const ALPHABET = 'abcdefghijklmnopqrstuvwxyz0123456789';

/** Eight random letters and digits. */
export function randomId(): string {
  return [...crypto.getRandomValues(new Uint8Array(8))]
    .map((byte) => ALPHABET[byte % ALPHABET.length])
    .join('');
}

/** The browser's storage, or null where it is shut off. */
export function browserStorage(): KeyValueStorage | null {
  try {
    return window.localStorage;
  } catch {
    return null;
  }
}

/** Opens the socket of a draft on the server that sent this page. */
export function openDraftSocket(tenant: string, workflowId: string): DraftSocket {
  const { protocol, host } = window.location;
  const query = new URLSearchParams({ tenant, workflow: workflowId });
  const socket = new WebSocket(
    `${protocol === 'https:' ? 'wss' : 'ws'}://${host}/ws/draft?${query.toString()}`,
  );
  const draft: DraftSocket = {
    send: (text) => socket.send(text),
    close: () => socket.close(),
    onopen: null,
    onclose: null,
    onmessage: null,
  };
  socket.onopen = () => draft.onopen?.();
  socket.onclose = () => draft.onclose?.();
  socket.onmessage = (event: MessageEvent<unknown>) => draft.onmessage?.({ data: event.data });
  return draft;
}
