/**
 * What the web process that waits for a run is told when it answered or ended: the reply itself where it is short, else
 * only which run it is, and the process reads the rest.
 */
import type { RunStatus } from '@/core/engine/types';

/** Bytes. A notification holds less than 8,000. */
const LONGEST = 7000;

/** JSON text of a `ReplyMessage`. The parts are JSON texts themselves, already made for the database. */
export function replyText(
  runId: string,
  reply: { status: RunStatus; answer: string | null; output: string | null; error: string | null },
): string {
  const { status, answer, output, error } = reply;
  const length = (answer?.length ?? 0) + (output?.length ?? 0) + (error?.length ?? 0);
  if (length <= LONGEST) {
    const text = `{"runId":"${runId}","status":"${status}","answer":${answer},"output":${output},"error":${error}}`;
    if (Buffer.byteLength(text) <= LONGEST) return text;
  }
  return `{"runId":"${runId}"}`;
}
