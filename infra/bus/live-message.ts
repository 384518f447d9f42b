/**
 * What a worker says on `heddle_live` after a flush that somebody watches: ids and sequence numbers only. A payload
 * holds at most 8,000 bytes, so long lists become several messages.
 */
export interface LiveMessage {
  tenantId: string;
  workflowId: string;
  runId: string;
  seq: number;
}

const MAX_PER_MESSAGE = 60;

/** Payloads that fit a notification. */
export function encodeLiveMessages(messages: readonly LiveMessage[]): string[] {
  const payloads: string[] = [];
  for (let start = 0; start < messages.length; start += MAX_PER_MESSAGE) {
    const part = messages.slice(start, start + MAX_PER_MESSAGE);
    payloads.push(part.map((m) => `${m.tenantId},${m.workflowId},${m.runId},${m.seq}`).join(';'));
  }
  return payloads;
}

/** The messages of a payload; whatever is malformed is left out. */
export function decodeLiveMessages(payload: string): LiveMessage[] {
  return payload.split(';').flatMap((part) => {
    const [tenantId, workflowId, runId, seq] = part.split(',');
    return tenantId && workflowId && runId && seq ? [{ tenantId, workflowId, runId, seq: Number(seq) }] : [];
  });
}
